import { expect, test } from "vitest";
import { good, load, mistakes } from "./stack.ts";

test("a stack needs a domain, origins and secrets, the rest has defaults", () => {
  const { tokenSecret, certificate, ...config } = load(good);
  expect(tokenSecret).toBe(good.tokenSecret);
  expect(certificate).toBe(good.certificate);
  expect(config).toMatchObject({
    domain: "centrifugo.localhost",
    channels: [],
    namespaces: {},
    replicas: 2,
    images: { redis: "redis:7.4.11" },
    redis: { mode: "managed", maxMemoryBytes: 192 * 1024 ** 2 },
    traefik: { mode: "managed", replicas: 1, httpPort: 80, httpsPort: 443 },
    tls: { mode: "development" },
  });
  expect(config.resources.redis).toEqual({ memoryBytes: 256 * 1024 ** 2, cpus: 0.5 });
});

test("texts from Pulumi become the types of the schema", () => {
  const config = load({
    ...good,
    replicas: "3",
    namespaces: '{"org":{"access":"token","recovery":"true","history":{"size":"100","ttl":"1h30m"}}}',
    resources: '{"redis":{"memory":"1G","cpus":"0.5"}}',
    redis: '{"maxMemory":"512M","node":12}',
  });
  expect(config.replicas).toBe(3);
  expect(config.namespaces["org"]).toEqual({
    access: "token",
    history: { size: 100, ttl: "1h30m" },
    recovery: true,
  });
  expect(config.resources.redis).toEqual({ memoryBytes: 1024 ** 3, cpus: 0.5 });
  expect(config.redis).toMatchObject({ mode: "managed", node: "12", maxMemoryBytes: 512 * 1024 ** 2 });
});

test("a text that is no number or truth value is not taken for one", () => {
  const namespaces = '{"org":{"access":"token","presence":"yes","recovery":"false"}}';
  const codes = mistakes({ replicas: "2.5", namespaces }).map(({ path, code }) => [path, code]);
  expect(codes).toContainEqual(["replicas", "wrong-type"]);
  expect(codes).toContainEqual(["namespaces.org.presence", "wrong-type"]);
  expect(codes).toHaveLength(2);
});

test("a mode that is planned is refused with that word, and nothing else is said about it", () => {
  const found = mistakes({
    tls: '{"mode":"acme","email":"a@b.c"}',
  });
  expect(found.map(({ path, code }) => [path, code]).sort()).toEqual([["tls.mode", "not-yet-deployable"]]);
  expect(found.find(({ path }) => path === "tls.mode")).toMatchObject({
    message: "`acme` is not yet deployable.",
    fix: "Use `development` or `files`; a later version of centrifugo-swarm will deploy `acme`.",
  });
});

test("settings that need each other are checked even beside other mistakes", () => {
  const found = mistakes({
    replicas: "many",
    namespaces: '{"org":{"access":"token","recovery":true},"chat":{"access":"user","history":{"size":5}}}',
    traefik: '{"httpPort":443}',
    redis: '{"maxMemory":"256M"}',
    apiKey: good.tokenSecret,
  });
  expect(found.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
    "apiKey shared-secret",
    "namespaces.chat.history.ttl missing",
    "redis.maxMemory redis-memory",
    "replicas wrong-type",
    "traefik.httpPort same-port",
  ]);
});

test("settings of providers and of other projects are left alone", () => {
  expect(() => load({ ...good })).not.toThrow();
  const [first] = mistakes({ __proto__x: "1" });
  expect(first).toMatchObject({ code: "unknown-key" });
});
