import { expect, test } from "vitest";
import { storedSecrets } from "../../setup/purge-secrets.ts";

const secure = { secure: "v1:abc" };
const made = { tokenSecret: secure, apiKey: secure, redisPassword: secure };
const certificate = { certificate: secure, certificateKey: secure };

test("a purge takes what `make up` makes", () => {
  expect(storedSecrets({ domain: "a.example", ...made, ...certificate, testPagePassword: secure })).toEqual({
    made: ["tokenSecret", "apiKey", "redisPassword", "testPagePassword", "certificate", "certificateKey"],
    given: [],
  });
});

test("a purge leaves what only its owner has", () => {
  const settings = { tls: { mode: "files" }, redis: { mode: "external" } };
  const more = { redisSentinelPassword: secure, dnsCredentials: { CF_DNS_API_TOKEN: secure } };
  expect(storedSecrets({ ...settings, ...made, ...certificate, ...more })).toEqual({
    made: ["tokenSecret", "apiKey"],
    given: ["redisPassword", "redisSentinelPassword", "certificate", "certificateKey", "dnsCredentials"],
  });
});
