import { expect, test } from "vitest";
import { authorizationScheme, byName, fingerprintOf, isSensitiveName, secret } from "../../model/secret.ts";
import { known, unknown } from "../../model/value.ts";

const origin = { label: "here" };

test("a secret keeps fingerprint and traits, and not its text", () => {
  const value = secret("Bearer fixture-secret", origin);
  expect(JSON.stringify(value)).not.toContain("fixture-secret");
  expect(value.traits).toEqual({
    empty: false,
    authorizationScheme: "bearer",
    weakness: "short",
    passwordWeakness: undefined,
    placeholders: [],
  });
  expect(secret("  ", origin).traits.empty).toBe(true);
});

test("fingerprints are equal for equal texts, whether known in clear or secret", () => {
  expect(fingerprintOf(secret("a", origin))).toBe(fingerprintOf(known("a", origin)));
  expect(fingerprintOf(secret("a", origin))).not.toBe(fingerprintOf(secret("b", origin)));
  expect(fingerprintOf(unknown(origin))).toBeUndefined();
});

test.each([
  ["apikey abc", "apikey"],
  ["  Bearer abc", "bearer"],
  ['"BEARER abc"', "bearer"],
  ["Authorization: Bearer abc", "bearer"],
  ["bearerabc", undefined],
  ["abc", undefined],
])("the scheme of %j is %s", (text, scheme) => {
  expect(authorizationScheme(text)).toBe(scheme);
});

test("values with a telling name become secrets", () => {
  for (const name of [
    "CENTRIFUGO_HTTP_API_KEY",
    "http_api.key",
    "REDIS_PASSWORD",
    "client.token.hmac_secret_key",
  ]) {
    expect(isSensitiveName(name), name).toBe(true);
  }
  expect(byName("CENTRIFUGO_HTTP_SERVER_PORT", "8000", origin).state).toBe("known");
});
