import { expect, test } from "vitest";
import { parse } from "yaml";
import { centrifugoFacts } from "../../stacks/centrifugo-options.ts";
import { describe } from "../../stacks/describe.ts";
import { resolvedSettings } from "../../stacks/print-stack.ts";
import { testPageDefinition } from "../../stacks/test-page.ts";
import { traefikFile } from "../../stacks/traefik-file.ts";
import { websocketLabels } from "../../stacks/traefik-labels.ts";
import { websocketUrl } from "../../stacks/urls.ts";
import { exampleConfig, exampleIdentity } from "./example-config.ts";
import { externalConfig } from "./external-config.ts";
import { recordRealtime } from "./recorded.ts";

const labelsOf = (traefik: Parameters<typeof externalConfig>[0] = {}) => {
  const config = externalConfig(traefik);
  return websocketLabels(config, exampleIdentity, centrifugoFacts(config, exampleIdentity));
};
const router = "traefik.http.routers.example-websocket";

test("for v3 and v2 the labels are complete, and differ in the name of one", () => {
  const common = {
    "traefik.enable": "true",
    [`${router}.rule`]: "Host(`centrifugo.example.com`) && PathPrefix(`/connection/`)",
    [`${router}.entrypoints`]: "websecure",
    [`${router}.tls`]: "true",
    [`${router}.middlewares`]: "example-retry",
    [`${router}.service`]: "example-centrifugo",
    "traefik.http.services.example-centrifugo.loadbalancer.server.port": "8000",
    "traefik.http.middlewares.example-retry.retry.attempts": "4",
    "traefik.http.middlewares.example-retry.retry.initialinterval": "50ms",
  };
  expect(labelsOf()).toEqual({ ...common, "traefik.swarm.network": "traefik-public" });
  expect(labelsOf({ version: 2 })).toEqual({ ...common, "traefik.docker.network": "traefik-public" });
});

test("what is said to be there is named, and further labels stand beside", () => {
  const more = labelsOf({
    entryPoint: "https",
    certificateResolver: "le",
    tlsOption: "ws-http1@file",
    serversTransport: "centrifugo@file",
    labels: ["traefik.constraint-label=public=yes"],
  });
  expect(more).toMatchObject({
    [`${router}.entrypoints`]: "https",
    [`${router}.tls.certresolver`]: "le",
    [`${router}.tls.options`]: "ws-http1@file",
    "traefik.http.services.example-centrifugo.loadbalancer.serverstransport": "centrifugo@file",
    "traefik.constraint-label": "public=yes",
  });
});

test("settings of an existing Traefik do not reach the labels of a stack with its own", () => {
  const config = exampleConfig();
  const traefik = { ...config.traefik, entryPoint: "x", certificateResolver: "x", labels: ["x=x"] };
  const facts = centrifugoFacts(config, exampleIdentity);
  const labels = (of: typeof config) => websocketLabels(of, exampleIdentity, facts);
  expect(labels({ ...config, traefik })).toEqual(labels(config));
});

test("the page goes the same way, and asks for the websocket by its public name", () => {
  const testPage = {
    domain: "test.example.com",
    origin: "https://test.example.com",
    user: "test",
    organization: undefined,
    channels: ["org:<organisation>:messages"],
  };
  const config = { ...externalConfig({ tlsOption: "ws@file" }), testPage, testPagePassword: "x".repeat(20) };
  const { labels, env } = testPageDefinition(config, exampleIdentity);
  expect(labels).toMatchObject({
    "traefik.swarm.network": "traefik-public",
    "traefik.http.routers.example-test-page.tls.options": "ws@file",
  });
  expect(env).not.toHaveProperty("EDGE_ADDRESS");
});

test("clients connect on the port of the existing Traefik", () => {
  const url = (publicPort: number) =>
    websocketUrl(externalConfig({ publicPort }), { websocketPath: "/connection/websocket" });
  expect(url(443)).toBe("wss://centrifugo.example.com/connection/websocket");
  expect(url(8443)).toBe("wss://centrifugo.example.com:8443/connection/websocket");
});

test("the network is referred to and not made, and there is no Traefik and no certificate", async () => {
  const args = { identity: exampleIdentity, config: externalConfig() };
  const recorded = await recordRealtime({
    ...args,
    networkIds: new Map([["traefik-public", "id-of-theirs"]]),
  });
  const named = (type: string) => recorded.filter((one) => one.type.endsWith(type)).map(({ name }) => name);
  expect(named(":Network")).toEqual(["example_backend", "example_redis"]);
  expect(named(":Service")).toEqual(["example_redis", "example_centrifugo"]);
  expect(named(":Secret").join(" ")).not.toContain("certificate");
  const centrifugo = recorded.find(
    ({ name, type }) => name === "example_centrifugo" && type.endsWith(":Service"),
  );
  expect(JSON.stringify(centrifugo?.props["taskSpec"])).toContain('{"id":"id-of-theirs"}');
  const shown = describe(args).map(({ type, name }) => `${type} ${name}`);
  expect(
    recorded
      .filter(({ type }) => type.startsWith("docker:"))
      .map(({ type, name }) => `${type} ${name}`)
      .sort(),
  ).toEqual(shown.sort());
});

test("the file for the owner defines what the stack file can name, and says why", () => {
  const text = traefikFile(externalConfig(), exampleIdentity);
  expect(parse(text)).toEqual({
    tls: {
      options: { "example-http1": { minVersion: "VersionTLS12", alpnProtocols: ["http/1.1", "acme-tls/1"] } },
    },
    http: {
      serversTransports: { "example-centrifugo": { forwardingTimeouts: { dialTimeout: "300ms" } } },
    },
  });
  expect(text.match(/^# Why: /gm)).toHaveLength(2);
  const named = parse(traefikFile(externalConfig({ tlsOption: "ws@file" }), exampleIdentity));
  expect(Object.keys(named.tls.options)).toEqual(["ws"]);
});

test("printed settings are those that count", () => {
  const external = resolvedSettings(externalConfig());
  expect(Object.keys(external)).not.toContain("tls");
  expect(external["traefik"]).not.toHaveProperty("httpsPort");
  expect(external["traefik"]).toHaveProperty("network", "traefik-public");
  expect(external["images"]).not.toHaveProperty("socketProxy");
  expect(resolvedSettings(exampleConfig())["traefik"]).not.toHaveProperty("publicPort");
});
