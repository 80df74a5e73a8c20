import { expect, test } from "vitest";
import { notKnown } from "../../model/pulumi-value.ts";
import { notCheckableBy, type TestService, violatedBy } from "./resources.ts";
import { dynamic, routed, traefik } from "./shapes/traefik.ts";

/** What no stack file shows: what is not known, and settings in a static file. */
const web = "--entrypoints.websecure.address=:8443";
const acme = "--certificatesresolvers.le.acme.storage=/acme/acme.json";
const through = (name: string, options: Readonly<Record<string, string>> = {}): TestService =>
  routed({ "traefik.http.routers.ws.middlewares": name, ...options });
const proxied = (image: string) =>
  traefik({ image, spec: { args: ["--providers.swarm.endpoint=tcp://proxy:2375"] } });
const proxy = (env: unknown): TestService => ({
  name: "proxy",
  image: "tecnativa/docker-socket-proxy:v0.4.1",
  env,
});
const parts = { SERVICES: "1", TASKS: "1", NETWORKS: "1" };

test.each([
  [
    "reject-broken-fast-proxy",
    [traefik({ image: "traefik:v3.3", spec: { args: ["--experimental.fastproxy"] } })],
  ],
  [
    "reject-broken-retry",
    [
      through("again", { "traefik.http.middlewares.again.retry.attempts": "3" }),
      traefik({ image: "traefik:v3.7" }),
    ],
  ],
  [
    "keep-acme-storage",
    [traefik({ spec: { args: [web, acme], mounts: [{ type: "volume", target: notKnown }] } })],
  ],
  ["run-one-acme-traefik", [traefik({ mode: { global: true }, spec: { args: [web, acme] } })]],
  [
    "run-one-acme-traefik",
    [traefik({ mode: { replicated: { replicas: notKnown } }, spec: { args: [web, acme] } })],
  ],
  ["restrict-socket-proxy", [proxied("traefik:v3"), proxy(parts)]],
  ["restrict-socket-proxy", [proxied("traefik:v3.7.15"), proxy({ ...parts, NODES: notKnown })]],
  ["restrict-socket-proxy", [proxied("traefik:v3.7.15"), proxy(notKnown)]],
  [
    "keep-dashboard-private",
    [
      routed({
        "traefik.http.routers.api.rule": "Host(`traefik.example`)",
        "traefik.http.routers.api.service": "api@internal",
        "traefik.http.routers.api.middlewares": "staff@file",
      }),
    ],
  ],
] as const)("%s says that it cannot check what is not known (%#)", (rule, services) => {
  expect(notCheckableBy(...services)).toContain(rule);
  expect(violatedBy(...services)).not.toContain(rule);
});

const staticFile = (text: string) =>
  traefik({ spec: {}, files: [{ path: "/etc/traefik/traefik.yaml", text }] });

test.each([
  [
    "keep-acme-storage",
    "certificatesResolvers: { le: { acme: { tlsChallenge: {} } } }",
    "certificatesResolvers: { le: { tailscale: {} } }",
  ],
  ["reject-broken-fast-proxy", "experimental: { fastProxy: {} }", "experimental: { fastProxy: null }"],
  [
    "reject-insecure-forwarded-headers",
    "entryPoints: { web: { forwardedHeaders: { insecure: true } } }",
    "entryPoints: { web: { forwardedHeaders: {} } }",
  ],
  [
    "require-read-timeout",
    'entryPoints: { web: { transport: { respondingTimeouts: { readTimeout: "0s" } } } }',
    "entryPoints: { web: { transport: { respondingTimeouts: { readTimeout: 10 } } } }",
  ],
])("%s reads a static file, and sections that hold nothing", (rule, bad, good) => {
  const found = (text: string) => violatedBy({ ...staticFile(text), image: "traefik:v3.3.1" });
  expect(found(bad)).toContain(rule);
  expect(found(good)).not.toContain(rule);
});

test("middlewares of a file, of chains and of entry points count, and a chain may name itself", () => {
  const limit = "limit: { inFlightReq: { amount: 10 } }";
  const file = (middlewares: string) =>
    traefik({
      spec: { args: [web, "--entrypoints.websecure.http.middlewares=outer@file"] },
      files: [dynamic(`http: { middlewares: { ${middlewares} } }`)],
    });
  const rule = "reject-connection-limit-before-websocket";
  const outer = (...names: readonly string[]) => `outer: { chain: { middlewares: [${names.join(", ")}] } }`;
  expect(violatedBy(routed(), file(`${outer("limit")}, ${limit}`))).toContain(rule);
  expect(violatedBy(routed(), file(`${outer("outer", "limit")}, ${limit}`))).toContain(rule);
  expect(violatedBy(routed(), file(outer("outer")))).not.toContain(rule);
});
