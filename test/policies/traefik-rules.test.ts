import { expect, test } from "vitest";
import { notKnown } from "../../model/pulumi-value.ts";
import { centrifugo, findingsOf, notCheckableBy, violatedBy } from "./resources.ts";
import { faultsOf, violationsOf } from "./shape-faults.ts";
import {
  badTraefikShapes,
  dynamic,
  goodTraefikShapes,
  routed,
  routedInFile,
  traefik,
} from "./shapes/traefik.ts";

test.each(badTraefikShapes)("%s fires on: %s", (rule, _shape, services) => {
  expect(violatedBy(...services)).toContain(rule);
});

test.each(goodTraefikShapes)("nothing is found in: %s", (_shape, services) => {
  expect(faultsOf(...services)).toEqual([]);
});

const tlsRouter = routed({ "traefik.http.routers.ws.tls.options": "ws@file" });
const unknownFile = { configs: [{ configId: notKnown, fileName: "/etc/traefik/dynamic/ws.yaml" }] };

test.each([
  ["require-http1-in-alpn", [tlsRouter]],
  ["require-http1-in-alpn", [tlsRouter, traefik({ spec: unknownFile })]],
  [
    "require-http1-in-alpn",
    [routed({ "traefik.http.routers.ws.tls": "true" }), traefik({ spec: unknownFile })],
  ],
  [
    "require-http-backend",
    [{ ...routed({ "traefik.http.services.ws.loadbalancer.server.scheme": "https" }), env: notKnown }],
  ],
  ["require-http1-in-alpn", [centrifugo(), traefik({ files: [routedInFile("http://elsewhere:8000")] })]],
  ["require-http-backend", [centrifugo(), traefik({ files: [routedInFile("https://elsewhere:8000")] })]],
  ["reject-broken-websocket-upgrade", [traefik({ image: "traefik:v3.3" })]],
  ["reject-broken-websocket-upgrade", [traefik({ image: "acme/edge:v3.3.0" })]],
  ["reject-broken-websocket-upgrade", [traefik({ env: { GODEBUG: notKnown } })]],
] as const)("%s says that it cannot check what is not known (%#)", (rule, services) => {
  expect(notCheckableBy(...services)).toContain(rule);
  expect(violatedBy(...services)).not.toContain(rule);
});

test("the fix of a TLS option on a label names the file", () => {
  const found = violationsOf(routed({ "traefik.http.routers.ws.tls.options": "ws" }), traefik());
  const [finding] = found;
  expect(finding?.fix).toBe("Write ws@file, and define the option in a dynamic file.");
  expect(found.map(({ rule }) => rule)).not.toContain("require-http1-in-alpn");
});

test("a conflict of TLS options names every router of the host, once", () => {
  const labels = {
    "traefik.http.routers.ws.tls.options": "ws@file",
    "traefik.http.routers.app.rule": "Host(`app.example`)",
    "traefik.http.routers.app.tls": "true",
  };
  const args = ["--entrypoints.a.address=:1", "--entrypoints.b.address=:2"];
  const files = [dynamic("tls: { options: { ws: {} } }")];
  const conflicts = findingsOf(routed(labels), traefik({ spec: { args }, files })).filter(
    ({ rule }) => rule === "use-one-tls-option-per-host",
  );
  expect(conflicts.map(({ message }) => message)).toEqual([
    "Host app.example is served by routers with different TLS options: ws@swarm (ws@file), app@swarm (default).",
  ]);
});
