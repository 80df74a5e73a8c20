import { expect, test } from "vitest";
import { parseImage, systemOfImage, systemOfName } from "../../model/image.ts";

test.each([
  ["centrifugo/centrifugo:v6.9.1", "centrifugo/centrifugo", "6.9.1", 6],
  ["centrifugo/centrifugo:v6.9.1@sha256:abc", "centrifugo/centrifugo", "6.9.1", 6],
  ["lab.invalid/centrifugo:v6.9.1-abc123", "lab.invalid/centrifugo", "6.9.1", 6],
  ["registry.example:5000/redis:7.4.11-alpine", "registry.example:5000/redis", "7.4.11", 7],
  ["registry.example:5000/redis", "registry.example:5000/redis", undefined, undefined],
  ["centrifugo/centrifugo:v5", "centrifugo/centrifugo", undefined, 5],
  ["traefik:v3.3", "traefik", undefined, 3],
  ["traefik:latest", "traefik", undefined, undefined],
  ["traefik@sha256:abc", "traefik", undefined, undefined],
  ["app:20241101", "app", undefined, 20241101],
] as const)("the image %s is read", (reference, repository, version, major) => {
  expect(parseImage(reference)).toMatchObject({ repository, version, major });
});

test.each([
  ["registry.example:5000/team/centrifugo-pro", "centrifugo"],
  ["lab.invalid/centrifugo", "centrifugo"],
  ["redis/redis-stack-server", "redis"],
  ["acme/centrifugo-auth", "other"],
  ["ldez/traefik-certs-dumper", "other"],
  ["redis/redis-exporter", "other"],
  ["centrifugo/app", "other"],
])("the image %s is told by the whole last part of its name: %s", (repository, system) => {
  expect(systemOfImage(repository)).toBe(system);
});

test.each([
  ["dev_traefik", "traefik"],
  ["my-centrifugo", "centrifugo"],
  ["dev_centrifugo-pro", "centrifugo"],
  ["centrifugo-auth", "other"],
  ["credis", "other"],
])("the service name %s is told by its last word: %s", (name, system) => {
  expect(systemOfName(name)).toBe(system);
});
