import { expect, test } from "vitest";
import { parse } from "yaml";
import { type AcmeSettings, acmeSchema } from "../../config/acme.ts";
import type { StackConfig } from "../../config/stack-config.ts";
import { fromPulumi } from "../../model/from-pulumi.ts";
import { checkModel } from "../../policies/check-model.ts";
import { describe } from "../../stacks/describe.ts";
import { printedFiles, resolvedSettings } from "../../stacks/print-stack.ts";
import { standInCertificate } from "../../stacks/record/stand-in-certificate.ts";
import { ruleFindings } from "../../stacks/rule-findings.ts";
import { guardSwarm, type SwarmFacts } from "../../stacks/swarm-guard.ts";
import { traefikDefinition } from "../../stacks/traefik.ts";
import { traefikDynamic, traefikStatic } from "../../stacks/traefik-config.ts";
import { websocketLabels } from "../../stacks/traefik-labels.ts";
import { exampleConfig, exampleIdentity, managedRedis } from "./example-config.ts";

const credential = "token-of-the-dns-provider-0123456789";
const { certificate: root } = await standInCertificate("ca.internal", 0);

function config(acme: Record<string, unknown> = {}, changes: Partial<StackConfig> = {}): StackConfig {
  const { certificate: _certificate, certificateKey: _key, ...plain } = exampleConfig();
  const settings = acmeSchema.parse({ email: "ops@example.org", ...acme });
  return { ...plain, tls: { mode: "acme", acme: settings }, ...changes };
}

const dns = () =>
  config(
    { challenge: "dns", dnsProvider: "cloudflare", dnsResolvers: ["1.1.1.1:53"] },
    { dnsCredentials: { CF_DNS_API_TOKEN: credential } },
  );
const resolver = (of: StackConfig) =>
  parse(traefikStatic(of, exampleIdentity)).certificatesResolvers.acme.acme;
const alpn = (of: StackConfig) => parse(traefikDynamic(of)).tls.options.websocket.alpnProtocols;

test("the resolver says what the settings ask for, and the routers name it", () => {
  expect(resolver(config())).toEqual({
    email: "ops@example.org",
    caServer: "https://acme-staging-v02.api.letsencrypt.org/directory",
    storage: "/tmp/letsencrypt-staging.json",
    keyType: "EC256",
    certificatesDuration: 2160,
    httpChallenge: { entryPoint: "web" },
  });
  const labels = websocketLabels(config(), exampleIdentity, { externalPort: 8000, publicPaths: [] });
  expect(labels["traefik.http.routers.example-websocket.tls.certresolver"]).toBe("acme");
});

test("each authority has a file of its own, so that no certificate is kept for another one", () => {
  const storage = (acme: Partial<AcmeSettings>) => resolver(config(acme)).storage;
  const files = [{}, { staging: false }, { caServer: "https://a/dir" }, { caServer: "https://b/dir" }].map(
    storage,
  );
  expect(new Set(files).size).toBe(4);
  expect(files[1]).toBe("/tmp/letsencrypt.json");
});

test("only TLS-ALPN-01 widens the list of protocols, and never by HTTP/2", () => {
  expect(alpn(config())).toEqual(["http/1.1"]);
  expect(alpn(dns())).toEqual(["http/1.1"]);
  const byAlpn = config({ challenge: "tls-alpn" });
  expect(alpn(byAlpn)).toEqual(["http/1.1", "acme-tls/1"]);
  expect(resolver(byAlpn)).toMatchObject({ tlsChallenge: {} });
});

test("no certificate is stored, and the volume is made by the mount", () => {
  const { files, mounts, constraints } = traefikDefinition(config({}, node()), exampleIdentity);
  expect(files.map(({ name }) => name)).toEqual(["traefik-static", "traefik-tls"]);
  expect(traefikDynamic(config())).not.toContain("certificate");
  expect(mounts).toMatchObject([{ type: "volume", source: "example_traefik-acme", target: "/tmp" }]);
  expect(constraints).toEqual(["node.hostname==node-1"]);
});

function node(): Pick<StackConfig, "traefik"> {
  return { traefik: { ...exampleConfig().traefik, node: "node-1" } };
}

test("credentials reach Traefik as files, and stand in no environment, label or printed file", () => {
  const definition = traefikDefinition(dns(), exampleIdentity);
  expect(definition.env).toEqual({ CF_DNS_API_TOKEN_FILE: "/run/secrets/dns/CF_DNS_API_TOKEN" });
  const file = definition.files.find(({ name }) => name === "dns-cf-dns-api-token");
  expect(file).toMatchObject({ content: credential, secret: true, mode: 0o400, uid: 65532 });
  const { files, ...open } = definition;
  const shown = [
    open,
    files.filter(({ secret }) => !secret),
    printedFiles(dns(), exampleIdentity),
    resolvedSettings(dns()),
  ];
  expect(JSON.stringify(shown)).not.toContain(credential);
});

test("the roots of an own authority are a file that Traefik trusts beside the public list", () => {
  const own = config({ caServer: "https://ca.internal/dir", caCertificates: root });
  const file = traefikDefinition(own, exampleIdentity).files.find(({ content }) => content === root);
  expect(file?.secret).toBe(false);
  expect(resolver(own)).toMatchObject({ caCertificates: [file?.path], caSystemCertPool: true });
});

test("a Swarm of several nodes has to be told the one with the certificates, and a foreign volume is in the way", () => {
  const facts: SwarmFacts = { clusterId: "a", nodes: 2, overlays: new Map(), foreign: [] };
  const guard = (of: StackConfig, changes: Partial<SwarmFacts> = {}) =>
    guardSwarm({ ...facts, ...changes }, exampleIdentity, of, undefined);
  const redis = { ...managedRedis(), node: "node-1" };
  expect(() => guard(config({}, { redis }))).toThrow(/`traefik.node` is not set/);
  expect(() => guard(config({}, { redis, ...node() }))).not.toThrow();
  expect(() => guard({ ...exampleConfig(), redis })).not.toThrow();
  const foreign = [{ kind: "volume", name: "example_traefik-acme" }] as const;
  expect(() => guard(config(), { nodes: 1, foreign })).toThrow(/volume example_traefik-acme/);
  expect(() => guard(exampleConfig(), { nodes: 1, foreign })).not.toThrow();
});

test("its advice stands at the setting, in the words of the stack file", () => {
  const [finding] = ruleFindings({ identity: exampleIdentity, config: config() });
  expect(finding).toMatchObject({ path: ["tls", "acme", "staging"], refusal: { severity: "warning" } });
  expect(finding?.refusal.fix).toContain("`staging: false`");
});

test("printed settings show no certificate, for there is none", () => {
  expect(Object.keys(resolvedSettings({ ...config(), certificate: "placeholder" }))).not.toContain(
    "certificate",
  );
});

const check = (of: StackConfig) =>
  checkModel(fromPulumi(describe({ identity: exampleIdentity, config: of })));

test.each([
  ["HTTP-01", config({ staging: false })],
  ["TLS-ALPN-01", config({ staging: false, challenge: "tls-alpn" })],
  ["an own authority", config({ caServer: "https://ca.internal/dir", caCertificates: root })],
])("with %s the rules find nothing in our own stack", (_, of) => {
  expect(check(of)).toEqual([]);
});

test("with DNS-01 they find nothing either, and never show a credential", () => {
  const production = config(
    { challenge: "dns", dnsProvider: "cloudflare", staging: false },
    { dnsCredentials: { CF_DNS_API_TOKEN: credential } },
  );
  expect(check(production)).toEqual([]);
});

test("the test environment is advice, and nothing more", () => {
  const found = check(config()).map(({ rule, severity }) => [rule, severity]);
  expect(found).toEqual([["reject-acme-staging", "warning"]]);
});
