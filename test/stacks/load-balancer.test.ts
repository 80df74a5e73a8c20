import { expect, test } from "vitest";
import { parse } from "yaml";
import type { StackConfig } from "../../config/stack-config.ts";
import { fromPulumi } from "../../model/from-pulumi.ts";
import { checkModel } from "../../policies/check-model.ts";
import { centrifugoFacts } from "../../stacks/centrifugo-options.ts";
import { describe } from "../../stacks/describe.ts";
import { resolvedSettings } from "../../stacks/print-stack.ts";
import { traefikDefinition } from "../../stacks/traefik.ts";
import { traefikStatic } from "../../stacks/traefik-config.ts";
import { websocketLabels } from "../../stacks/traefik-labels.ts";
import { websocketUrl } from "../../stacks/urls.ts";
import { exampleConfig, exampleIdentity } from "./example-config.ts";

const trustedIps = ["10.0.0.5"];

function offloaded(traefik: Partial<StackConfig["traefik"]> = {}): StackConfig {
  const { certificate: _certificate, certificateKey: _key, ...config } = exampleConfig();
  return { ...config, tls: { mode: "offloaded" }, traefik: { ...config.traefik, trustedIps, ...traefik } };
}

function proxied(): StackConfig {
  const config = exampleConfig();
  return { ...config, traefik: { ...config.traefik, proxyProtocol: { trustedIps } } };
}

const entryPointsOf = (config: StackConfig) => parse(traefikStatic(config, exampleIdentity)).entryPoints;

test("PROXY protocol is believed from these addresses, on both entry points", () => {
  const { web, websecure, ping } = entryPointsOf(proxied());
  expect(web.proxyProtocol).toEqual({ trustedIPs: trustedIps });
  expect(websecure.proxyProtocol).toEqual({ trustedIPs: trustedIps });
  expect(ping).not.toHaveProperty("proxyProtocol");
  expect(entryPointsOf(exampleConfig()).web).not.toHaveProperty("proxyProtocol");
});

test("where TLS is ended in front, the plain entry point serves and redirects nowhere", () => {
  const { web, websecure } = entryPointsOf(offloaded());
  expect(websecure).toBeUndefined();
  expect(web).not.toHaveProperty("http");
  expect(web.forwardedHeaders).toEqual({ trustedIPs: trustedIps });
  const { files, ports } = traefikDefinition(offloaded(), exampleIdentity);
  expect(files.map(({ name }) => name)).toEqual(["traefik-static"]);
  expect(ports.map(({ name }) => name)).toEqual(["web"]);
});

test("its routers are on that entry point, without TLS, and clients still come by wss://", () => {
  const config = offloaded({ publicPort: 8443 });
  const facts = centrifugoFacts(config, exampleIdentity);
  const labels = websocketLabels(config, exampleIdentity, facts);
  const router = "traefik.http.routers.example-websocket";
  expect(labels[`${router}.entrypoints`]).toBe("web");
  expect(Object.keys(labels).filter((label) => label.startsWith(`${router}.tls`))).toEqual([]);
  expect(websocketUrl(config, facts)).toBe("wss://centrifugo.example.com:8443/connection/websocket");
});

test("the redirect leads to the port that browsers use", () => {
  const config = exampleConfig();
  const traefik = { ...config.traefik, httpsPort: 8443, publicPort: 443 };
  expect(entryPointsOf({ ...config, traefik }).web.http.redirections.entryPoint.to).toBe(":443");
});

test.each([
  ["PROXY protocol", proxied()],
  ["TLS ended in front", offloaded()],
  ["TLS ended in front, with PROXY protocol", offloaded({ trustedIps: [], proxyProtocol: { trustedIps } })],
])("the rules have nothing to say: %s", (_, config) => {
  expect(checkModel(fromPulumi(describe({ identity: exampleIdentity, config })))).toEqual([]);
});

test("printed settings are those that count", () => {
  const shown = resolvedSettings(offloaded());
  expect(shown["traefik"]).not.toHaveProperty("httpsPort");
  expect(shown["traefik"]).toHaveProperty("httpPort");
});
