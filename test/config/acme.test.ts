import { expect, test } from "vitest";
import { acmeServer, letsEncrypt, letsEncryptStaging } from "../../config/acme-servers.ts";
import { checkStackFile } from "../../config/check-file.ts";
import { ConfigError } from "../../config/config-error.ts";
import { mistakes as allMistakes, good, load, project, stackDirectory } from "./stack.ts";

const { certificate: _certificate, certificateKey: _key, ...withoutCertificate } = good;
const domain = "realtime.example.com";
const tls = (acme: Record<string, unknown> = {}) =>
  JSON.stringify({ mode: "acme", acme: { email: "ops@example.org", ...acme } });
const loaded = (acme: Record<string, unknown> = {}) =>
  load({ ...withoutCertificate, domain, tls: tls(acme) }).tls.acme;

/** Places and codes of what is wrong with ACME; the stored certificate of the samples is left aside. */
function mistakes(acme: Record<string, unknown>, more: Record<string, string> = {}): readonly string[] {
  return allMistakes({ domain, tls: tls(acme), ...more }).flatMap(({ path, code }) =>
    path.startsWith("certificate") ? [] : [`${path} ${code}`],
  );
}

test("an e-mail address is enough: HTTP-01 with the test environment of Let's Encrypt", () => {
  expect(loaded()).toEqual({
    email: "ops@example.org",
    challenge: "http",
    staging: true,
    certificatesDuration: 2160,
    dnsPropagationChecks: true,
    dnsDelay: "0s",
  });
});

test("production is one setting, and an authority of one's own is no staging", () => {
  const server = (acme: Record<string, unknown>) => acmeServer(loaded(acme) ?? { staging: true });
  expect(server({})).toBe(letsEncryptStaging);
  expect(server({ staging: false })).toBe(letsEncrypt);
  expect(server({ caServer: "https://ca.internal/dir" })).toBe("https://ca.internal/dir");
  expect(loaded({ caServer: "https://ca.internal/dir" })?.staging).toBe(false);
});

test("a stored certificate is refused, and none is asked for", () => {
  const found = allMistakes({ domain, tls: tls() });
  expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual([
    "certificate certificate-for-other-domain",
    "certificate other-tls-mode",
    "certificateKey other-tls-mode",
  ]);
  expect(found[1]?.fix).toContain("pulumi config rm certificate");
  expect(() => load({ ...withoutCertificate, domain, tls: '{"mode":"files"}' })).toThrow(/`certificate`/);
});

test.each<[string, Record<string, unknown>, Record<string, string>, string[]]>([
  ["no e-mail address", { email: undefined }, {}, ["tls.acme.email missing"]],
  ["several replicas", {}, { traefik: '{"replicas":2}' }, ["traefik.replicas acme-replicas"]],
  [
    "several replicas on one node",
    {},
    { traefik: '{"replicas":2,"node":"a"}' },
    ["traefik.replicas acme-replicas", "traefik.replicas replicas-on-one-node"],
  ],
  ["a name of this machine", {}, { domain: "chat.localhost" }, ["domain acme-private-name"]],
  [
    "staging of an own authority",
    { caServer: "https://a/b", staging: true },
    {},
    ["tls.acme.staging staging-of-own-ca"],
  ],
  ["an authority without TLS", { caServer: "http://a/b" }, {}, ["tls.acme.caServer invalid-ca-server"]],
  [
    "a duration of Let's Encrypt",
    { certificatesDuration: 24 },
    {},
    ["tls.acme.certificatesDuration without-ca-server"],
  ],
  ["DNS without a provider", { challenge: "dns" }, {}, ["tls.acme.challenge missing-dns-provider"]],
  [
    "a provider without DNS",
    { dnsProvider: "cloudflare" },
    {},
    ["tls.acme.dnsProvider without-dns-challenge"],
  ],
  [
    "a provider that runs a program",
    { challenge: "dns", dnsProvider: "exec" },
    {},
    ["tls.acme.dnsProvider invalid-dns-provider"],
  ],
  [
    "a file name in place of the authority's root",
    { caServer: "https://a/b", caCertificates: "root.pem" },
    {},
    ["tls.acme.caCertificates invalid-pem"],
  ],
  [
    "a private key beside the root",
    { caServer: "https://a/b", caCertificates: "-----BEGIN PRIVATE KEY-----" },
    {},
    ["tls.acme.caCertificates key-in-authority"],
  ],
  ["a challenge by its RFC's name", { challenge: "tls-alpn-01" }, {}, ["tls.acme.challenge unknown-value"]],
])("%s is refused", (_, acme, more, expected) => {
  expect([...mistakes(acme, more)].sort()).toEqual(expected);
});

test("ACME's settings beside another mode, and ACME without settings, are refused", () => {
  const codes = (text: string) =>
    allMistakes({ domain, tls: text }).flatMap(({ path, code }) => (path.startsWith("tls") ? [code] : []));
  expect(codes('{"mode":"files","acme":{"email":"ops@example.org"}}')).toEqual(["other-tls-mode"]);
  expect(codes('{"mode":"acme"}')).toEqual(["missing-acme"]);
});

/** A check of the file alone, as `config check` does it. */
function checkFile(lines: readonly string[]): readonly string[] {
  const directory = stackDirectory(["config:", ...lines.map((line) => `  ${project}:${line}`)].join("\n"));
  try {
    checkStackFile({ project, stack: "dev", directory }, { missingSecrets: "allowed" });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ path, code }) => `${path} ${code}`);
  }
}

const stackFile = (challenge: string) => [
  `domain: ${domain}`,
  "allowedOrigins: [https://app.example.com]",
  `tls: { mode: acme, acme: { email: ops@example.org, ${challenge} } }`,
];

test("credentials are encrypted one by one, and one in clear is found beside them", () => {
  const dns = stackFile("challenge: dns, dnsProvider: cloudflare");
  expect(checkFile([...dns, "dnsCredentials: { CF_DNS_API_TOKEN: { secure: v1:abc } }"])).toEqual([]);
  expect(checkFile([...dns, "dnsCredentials: { secure: v1:abc }"])).toEqual([]);
  expect(checkFile([...dns, "dnsCredentials: { A: { secure: v1:abc }, B_TOKEN: abc }"])).toEqual([
    "dnsCredentials.B_TOKEN plain-secret",
  ]);
});

test("credentials that nothing uses are named", () => {
  const http = stackFile("challenge: http");
  expect(checkFile([...http, "dnsCredentials: { CF_DNS_API_TOKEN: { secure: v1:abc } }"])).toEqual([
    "dnsCredentials unused-dns-credentials",
  ]);
});

test("a name that lego would read as a file's, and a value with a line break, are refused", () => {
  const codes = (credentials: Record<string, string>) =>
    allMistakes({
      domain,
      tls: tls({ challenge: "dns", dnsProvider: "cloudflare" }),
      dnsCredentials: JSON.stringify(credentials),
    }).flatMap(({ path, code }) =>
      path.startsWith("dnsCredentials") && code !== "plain-secret" ? [code] : [],
    );
  expect(codes({ CF_DNS_API_TOKEN_FILE: "/x" })).toEqual(["invalid-variable-name"]);
  expect(codes({ CF_DNS_API_TOKEN: "abc\n" })).toEqual(["invalid-credential"]);
});
