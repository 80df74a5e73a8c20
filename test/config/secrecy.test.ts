import { expect, test } from "vitest";
import { formatIssues } from "../../config/format-issues.ts";
import { loadStackConfig } from "../../config/load.ts";
import { stackConfigSchema } from "../../config/stack-config.ts";
import {
  configError,
  good,
  load,
  makeCertificate,
  project,
  pulumiValues,
  secrets,
  stackDirectory,
} from "./stack.ts";

const secret = "kT9xQ2vLw8-not-to-be-seen-7Zp4Rb6Yd1Hs3";

/** Everything that an error says, to a person and to a program. */
function said(call: () => unknown): string {
  const error = configError(call);
  expect(error.cause).toBeUndefined();
  return `${error.message}\n${JSON.stringify(error.issues)}`;
}

const shapes = [secret, `["${secret}"]`, `{"a":"${secret}"}`, `{"mode":"${secret}","${"x"}":["${secret}"]}`];

test("an encrypted value is not shown wherever it was put", () => {
  for (const key of [...Object.keys(stackConfigSchema.in.shape), "unknwon", "tokenSecrett"]) {
    for (const shape of shapes) {
      const yaml = `config:\n  centrifugo-swarm:${key}: { secure: v1:abc }\n`;
      const settings = { ...good, [key]: shape, replicas: "0" };
      const keys = [...Object.keys(secrets), key].map((one) => `${project}:${one}`);
      expect(said(() => load(settings, yaml, keys))).not.toContain(secret);
    }
  }
});

test("a value inside an encrypted map is not shown either", () => {
  const namespaces = `{"org":{"access":"${secret}","history":{"size":1,"ttl":"${secret}"}}}`;
  const yaml = "config:\n  centrifugo-swarm:namespaces: { org: { access: { secure: v1:abc } } }\n";
  const keys = [...Object.keys(secrets), "namespaces"].map((one) => `${project}:${one}`);
  const text = said(() => load({ ...good, namespaces }, yaml, keys));
  expect(text).not.toContain(secret);
  expect(text).toContain("found a value that is not shown");
});

test.each([
  "tokenSecret",
  "apiKey",
  "redisPassword",
  "certificateKey",
  "token_secret",
  "apikey",
  "redisPasword",
])("a plain %s is refused without showing it", (key) => {
  for (const written of [
    secret,
    `"${secret}"`,
    `|\n    ${secret}\n    ${secret}`,
    `[${secret}]`,
    `{ a: ${secret} }`,
  ]) {
    const yaml = `config:\n  centrifugo-swarm:replicas: 0\n  centrifugo-swarm:${key}: ${written}\n`;
    const settings = { ...good, replicas: "0", [key]: secret };
    expect(said(() => load(settings, yaml, []))).not.toContain(secret);
  }
});

test("a secret that is repeated in another setting is not shown there", () => {
  const yaml = `config:\n  centrifugo-swarm:domain: ${good.tokenSecret}!\n`;
  const text = said(() => load({ ...good, domain: `${good.tokenSecret}!` }, yaml));
  expect(text).not.toContain(good.tokenSecret);
});

test("what other settings on the same line hold is not shown", () => {
  for (const other of ["docker:registryAuth", "other:name", "centrifugo-swarm:unknwon"]) {
    const yaml = `config: { ${other}: ${secret}, centrifugo-swarm:replicas: 0, encryption: ${secret} }\n`;
    const text = said(() => load({ ...good, replicas: "0" }, yaml));
    expect(text).toContain(`{ ${other}: …, centrifugo-swarm:replicas: 0, encryption: … }`);
    expect(text).not.toContain(secret);
  }
});

test("a secret near broken YAML is not shown", () => {
  for (const line of [
    `  centrifugo-swarm:tokenSecret: [${secret}`,
    `  centrifugo-swarm:apiKey: "${secret}`,
    `  centrifugo-swarm:redisPassword: ${secret}: x`,
    `\tcentrifugo-swarm:tokenSecret: ${secret}`,
    `  centrifugo-swarm:certificateKey: |\n  ${secret}\n ${secret}`,
    `  tokenSecret ${secret}\n  x: 1`,
    `  centrifugo-swarm:other: ${secret}: x`,
  ]) {
    expect(said(() => load({ replicas: "0" }, `config:\n${line}\n`))).not.toContain(secret);
  }
});

test("unless the engine says that it is encrypted, a secret is a mistake", () => {
  const { issues } = configError(() => load(good, "config: {}\n", []));
  expect(issues.map(({ code }) => code)).toEqual(Array(5).fill("plain-secret"));
  const values = pulumiValues(good);
  expect(() => loadStackConfig({ project, stack: "dev", directory: stackDirectory(), values })).not.toThrow();
});

test.each([
  ["short", "abc123", "short-secret", "expected a secret of at least 32 bytes, found 6."],
  [
    "with a scheme",
    `apikey ${secret}`,
    "secret-with-scheme",
    "the secret starts with an authorization scheme.",
  ],
  ["with a line break", `${secret}\n`, "secret-characters", expect.stringContaining("line break")],
  ["that is a sample", "bbe7d157-a253-4094-9759-06a8236543f9", "sample-secret", expect.any(String)],
  ["of one letter", "a".repeat(64), "sample-secret", expect.any(String)],
])("a secret %s is refused", (_, apiKey, code, message) => {
  expect(configError(() => load({ ...good, apiKey })).issues).toMatchObject([
    { path: "apiKey", code, message },
  ]);
});

test("a certificate has to fit key, domain and date", async () => {
  const other = await makeCertificate("other.localhost");
  const expired = await makeCertificate("centrifugo.localhost", -30, -2);
  const codes = (settings: Record<string, string>) =>
    configError(() => load({ ...good, ...settings })).issues.map(({ code }) => code);
  expect(codes({ certificateKey: other.certificateKey })).toEqual(["certificate-key-mismatch"]);
  expect(codes(other)).toEqual(["certificate-for-other-domain"]);
  expect(codes(expired)).toEqual(["certificate-expired"]);
  expect(codes({ certificate: "x" })).toEqual(["invalid-pem"]);
  expect(codes({ certificateKey: good.certificate })).toEqual(["invalid-pem"]);
  expect(formatIssues(configError(() => load({ ...good, ...expired })).issues)).toMatch(
    /expired on \d{4}-\d\d-\d\d/,
  );
});
