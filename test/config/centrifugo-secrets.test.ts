import { expect, test } from "vitest";
import { checkStackFile } from "../../config/check-file.ts";
import { configError, good, load, mistakes, project, secretKeys, stackDirectory } from "./stack.ts";

const secret = "kT9xQ2vLw8-not-to-be-seen-7Zp4Rb6Yd1Hs3";
const encryptedKeys = [...secretKeys, `${project}:centrifugo`];

const said = (call: () => unknown) => {
  const error = configError(call);
  return `${error.message}\n${JSON.stringify(error.issues)}`;
};

test.each([
  { admin: { password: secret } },
  { http_api: { key: secret } },
  { client: { subscription_token: { hmac_secret_key: secret } } },
  { consumers: [{ name: "jobs", type: "kafka", kafka: { sasl_password: secret } }] },
  { broker: { nats: { url: `nats://user:${secret}@nats:4222` } } },
  { rpc: { proxy: { http: { static_headers: { Authorization: `Bearer ${secret}` } } } } },
])("a secret in clear is refused and not shown: %j", (options) => {
  const yaml = `config:\n  centrifugo-swarm:centrifugo: ${JSON.stringify(options)}\n`;
  const centrifugo = JSON.stringify(options);
  const [issue] = mistakes({ centrifugo }, yaml);
  expect(issue?.code).toMatch(/plain-secret|conflicting-setting/);
  expect(said(() => load({ ...good, centrifugo }, yaml))).not.toContain(secret);
  expect(
    said(() => checkStackFile({ project, stack: "dev", directory: stackDirectory(yaml) })),
  ).not.toContain(secret);
});

test("a secret under an old or misspelt name is not shown either", () => {
  for (const key of ["token_hmac_secret_key", "api_kee", "CENTRIFUGO_API_KEY"]) {
    const yaml = `config:\n  centrifugo-swarm:centrifugo: { ${key}: ${secret} }\n`;
    const centrifugo = JSON.stringify({ [key]: secret });
    expect(said(() => load({ ...good, centrifugo }, yaml))).not.toContain(secret);
  }
});

test("an encrypted option is taken, and only that one is kept apart", () => {
  const yaml =
    "config:\n  centrifugo-swarm:centrifugo: { admin: { enabled: true, password: { secure: v1:a } } }\n";
  const centrifugo = JSON.stringify({ admin: { enabled: true, password: secret } });
  const config = load({ ...good, centrifugo }, yaml, encryptedKeys);
  expect([...config.encryptedOptions]).toEqual(["admin.password"]);
  const text = said(() => load({ ...good, centrifugo, replicas: "0" }, yaml, encryptedKeys));
  expect(text).not.toContain(secret);
});

test("a mistake beside an encrypted option is still shown with its value", () => {
  const yaml =
    "config:\n  centrifugo-swarm:centrifugo:\n    log: { level: loud }\n    admin: { password: { secure: v1:a } }\n";
  const centrifugo = JSON.stringify({ log: { level: "loud" }, admin: { password: secret } });
  const text = said(() => load({ ...good, centrifugo }, yaml, encryptedKeys));
  expect(text).toContain("found `loud`");
  expect(text).toContain("log: { level: loud }");
  expect(text).not.toContain(secret);
});

test("where it cannot be seen which part is encrypted, nothing is deployed in the open", () => {
  const centrifugo = JSON.stringify({ log: { level: "info" }, admin: { password: secret } });
  const codes = configError(() => load({ ...good, centrifugo }, undefined, encryptedKeys)).issues;
  expect(codes.map(({ code }) => code)).toEqual(["encrypted-as-a-whole"]);
});

test("a secret that a quoted line could not hold is refused without showing it", () => {
  const yaml = "config:\n  centrifugo-swarm:centrifugo: { admin: { password: { secure: v1:a } } }\n";
  const centrifugo = JSON.stringify({ admin: { password: `${secret}'x` } });
  const text = said(() => load({ ...good, centrifugo }, yaml, encryptedKeys));
  expect(text).toContain("secret-characters");
  expect(text).not.toContain(secret);
});
