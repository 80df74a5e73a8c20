import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testable, testPageHost } from "../../config/test-page.ts";
import { issueCertificate, reasonToIssue } from "../../setup/certificate.ts";
import { newKey } from "../../setup/certificate-authority.ts";
import { newPassword, secretsFor } from "../../setup/secrets.ts";
import { summaryText } from "../../setup/summary.ts";
import { signCertificate } from "../../setup/x509.ts";
import { good, load, makeCertificate, mistakes, secretKeys } from "../config/stack.ts";

const testPagePassword = "k7mq-2xzp-9abc-defg-hjkm";
const encrypted = [...secretKeys, "centrifugo-swarm:config:testPagePassword"];
const domain = "test.centrifugo.localhost";

/** Settings with a certificate for both hosts. */
async function both(settings: Record<string, string>) {
  const { certificate, certificateKey } = await certificateFor("centrifugo.localhost", domain);
  const channels = '["org:<organisation>:messages"]';
  return { ...good, certificate, certificateKey, channels, testPagePassword, ...settings };
}

async function certificateFor(name: string, ...also: string[]) {
  const { publicKey, key } = newKey();
  const dates = { notBefore: new Date(Date.now() - 1000), notAfter: new Date(Date.now() + 86_400_000) };
  const use = { kind: "server", domain: name, also } as const;
  const names = { subject: name, issuer: name };
  const certificate = await signCertificate({ ...names, ...dates, publicKey, signingKey: key, use });
  return { certificate, certificateKey: key };
}

describe("`testPage`", () => {
  test("`true` asks for the page with its defaults", async () => {
    const { testPage } = load(await both({ testPage: "true" }), undefined, encrypted);
    expect(testPage).toEqual({
      domain,
      origin: `https://${domain}`,
      user: "test",
      organization: undefined,
      channels: ["org:<organisation>:messages"],
    });
  });

  test("`false`, or nothing, is no page", async () => {
    expect(load(good)).not.toHaveProperty("testPage");
    expect(load({ ...good, testPage: "false" })).not.toHaveProperty("testPage");
  });

  test("settings of its own, and the port of Traefik", async () => {
    const settings = await both({
      testPage: '{"user":"ana","organization":"3f2b8c1e-9d47-4a6b-8e21-5c0d7f9a1b34"}',
      traefik: '{"httpsPort":8443}',
    });
    expect(load(settings, undefined, encrypted).testPage).toMatchObject({
      user: "ana",
      origin: `https://${domain}:8443`,
      organization: "3f2b8c1e-9d47-4a6b-8e21-5c0d7f9a1b34",
    });
  });
});

const codes = (settings: Record<string, string>) => mistakes(settings).map(({ code }) => code);

describe("a mistake in `testPage`", () => {
  test.each([
    ["wrong-type", { testPage: "yes" }],
    ["unknown-key", { testPage: '{"domian":"a.example.com"}' }],
    ["invalid-domain", { testPage: '{"domain":"https://a.example.com"}' }],
    ["invalid-user-name", { testPage: '{"user":"a b"}' }],
    ["invalid-uuid", { testPage: '{"organization":"acme"}' }],
    ["same-domain", { testPage: '{"domain":"centrifugo.localhost"}' }],
    ["certificate-for-other-domain", { testPage: "true" }],
    ["no-channel-to-test", { testPage: "true", channels: '["chat:<a>:<b>","user:<id>#1,2","news:all"]' }],
    ["missing-secret", { testPage: "true" }],
    ["weak-password", { testPage: "true", testPagePassword: "short" }],
    ["plain-secret", { testPagePassword }],
    ["shared-secret", { testPagePassword: good.tokenSecret }],
  ])("%s", (code, settings) => {
    expect(codes(settings)).toContain(code);
  });

  test("never shows the password", () => {
    const shown = JSON.stringify(mistakes({ testPage: "true", testPagePassword }));
    expect(shown).not.toContain(testPagePassword);
  });
});

test("channels for the page have one place for an organisation, and no list of users", () => {
  expect(testable(["org:<o>:m", "a:<x>:<y>", "n:all", "d:<id>#1,2", "t:<id>"])).toEqual([
    "org:<o>:m",
    "t:<id>",
  ]);
});

test("the page's host follows from what is written, in each way of writing it", () => {
  const host = (written: unknown) => testPageHost("a.example.com", written);
  expect([true, "true", {}, "{}"].map(host)).toEqual(Array(4).fill("test.a.example.com"));
  expect(host('{"domain":"b.example.com"}')).toBe("b.example.com");
  expect([undefined, false, "false", "maybe", { domain: "No!" }].map(host)).toEqual(Array(5).fill(undefined));
});

test("a password is generated only for a stack with the page, and a person can type it", () => {
  expect(secretsFor({})).not.toContain("testPagePassword");
  expect(secretsFor({ testPage: "true" })).toContain("testPagePassword");
  expect(newPassword()).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){4}$/);
  expect(newPassword()).not.toBe(newPassword());
});

test("a development certificate is made anew for a page that it does not hold, and holds it then", async () => {
  const { publicKey, key } = newKey();
  const name = "centrifugo-swarm development CA of here";
  const dates = { notBefore: new Date(), notAfter: new Date(Date.now() + 1e10) };
  const ca = { subject: name, issuer: name, ...dates, publicKey, signingKey: key };
  const authority = { certificate: await signCertificate({ ...ca, use: { kind: "authority" } }), key };
  const old = await issueCertificate(authority, "centrifugo.localhost");
  const hosts = ["centrifugo.localhost", domain];
  expect(reasonToIssue(authority, hosts, old.certificate, old.key)).toBe(
    `the one there does not hold ${domain}`,
  );
  const made = await issueCertificate(authority, hosts);
  expect(reasonToIssue(authority, hosts, made.certificate, made.key)).toBeUndefined();
  const certificate = new X509Certificate(made.certificate);
  expect(hosts.map((host) => certificate.checkHost(host))).toEqual(hosts);
});

test("`make up` says where the page is and how to see its password, only where there is a page", () => {
  const outputs = {
    websocketUrl: "wss://centrifugo.localhost/connection/websocket",
    apiUrl: "http://dev_centrifugo:9000/api",
    services: { centrifugo: "", redis: "", traefik: "", socketProxy: "" },
    networks: { backend: "dev_backend" },
    secrets: { tokenSecret: "dev_token-secret-1", apiKey: "dev_api-key-1" },
  };
  const summary = {
    stack: "dev",
    stackFile: "Pulumi.dev.yaml",
    authorityFile: undefined,
    passphraseFile: undefined,
  };
  expect(summaryText({ ...summary, outputs })).not.toContain("test page");
  const testPageUrl = `https://${domain}/`;
  const text = summaryText({ ...summary, outputs: { ...outputs, testPageUrl }, testPageUser: "ana" });
  expect(text).toContain(testPageUrl);
  expect(text).toMatch(/user ana; password: .*pulumi config get testPagePassword --stack dev/);
});

test("a certificate of another domain is named at the page, too", async () => {
  const other = await makeCertificate("centrifugo.localhost");
  const found = mistakes({ ...other, testPage: "true" }).filter(({ path }) => path.startsWith("testPage"));
  expect(found.map(({ message }) => message).join()).toContain(domain);
});
