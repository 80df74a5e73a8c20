import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { describeToken } from "../../doctor/token/describe.ts";
import type { TokenExpectations } from "../../doctor/token/expectations.ts";
import { answerTo } from "../../doctor/token/finding.ts";
import { inspectToken } from "../../doctor/token/inspect-token.ts";
import { dateText, span } from "../../doctor/token/words.ts";

const now = 1_800_000_000;
const user = "0b2f1d0e-5a52-4c7e-9c1f-3f1d2a4b5c6d";
const value = "c2VjcmV0LXdpdGgtbWFueS1sZXR0ZXJz5ffb";
const secret = { from: "SECRET in .env", value };
const good = { sub: user, iat: now, exp: now + 3600, info: { organizationId: user } };

function make(
  claims: object,
  key: string | Buffer = value,
  header: object = { alg: "HS256", typ: "JWT" },
): string {
  const part = (one: object) => Buffer.from(JSON.stringify(one)).toString("base64url");
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

const inspect = (token: string, expected: Partial<TokenExpectations> = {}) =>
  inspectToken(token, { now, secret, ...expected });
const ids = (token: string, expected?: Partial<TokenExpectations>) =>
  inspect(token, expected)
    .map(({ id }) => id)
    .filter((id) => id !== "signature-right");

test("a right token has nothing but a right signature", () => {
  expect(inspect(make(good))).toEqual([
    {
      id: "signature-right",
      level: "ok",
      message: "The signature is right: it was made with SECRET in .env.",
    },
  ]);
});

test.each<[string, object, string[]]>([
  ["no exp", { exp: undefined }, ["exp-missing"]],
  ["exp in milliseconds", { exp: now * 1000 }, ["exp-milliseconds"]],
  ["exp past", { exp: now - 1 }, ["token-expired"]],
  ["a life of 8 days", { exp: now + 8 * 86_400 }, ["exp-far"]],
  ["a life of 7 days", { exp: now + 7 * 86_400 }, []],
  ["a life of 30 seconds", { exp: now + 30 }, ["exp-short"]],
  ["a minute left of an hour", { iat: now - 3_570, exp: now + 30 }, []],
  ["iat ahead", { iat: now + 90, exp: now + 3_690 }, ["iat-ahead"]],
  ["iat in milliseconds", { iat: now * 1000 }, ["iat-milliseconds"]],
  ["nbf ahead", { nbf: now + 10 }, ["nbf-ahead"]],
  ["no sub", { sub: undefined }, ["sub-missing"]],
  ["sub a number", { sub: 42 }, ["claim-type-sub"]],
  ["sub no UUID", { sub: "42" }, ["sub-no-uuid"]],
  ["sub lost", { sub: "undefined" }, ["sub-no-uuid"]],
  ["organisation no UUID", { info: { organizationId: "acme" } }, ["organization-no-uuid"]],
  ["no organisation", { info: {} }, ["organization-no-uuid"]],
  ["no info", { info: undefined }, ["organization-no-uuid"]],
  ["a subscription token", { channel: "org:1" }, ["channel-claim"]],
  ["channels, namespaces not known", { channels: ["org:1"] }, ["channels-unchecked"]],
  ["channels without a namespace", { channels: ["news"] }, []],
  ["too many channels", { channels: Array.from({ length: 129 }, (_, n) => `c${n}`) }, ["channels-too-many"]],
  ["expire_at past", { expire_at: now - 1 }, ["expire-at-past"]],
  ["b64info no base64", { b64info: "{}" }, ["b64info-broken"]],
  ["the secret in a claim", { note: `key=${value}` }, ["secret-in-claims"]],
  ["a large token", { more: "x".repeat(5_000) }, ["token-large"]],
])("%s", (_, claims, expected) => {
  expect(ids(make({ ...good, ...claims }))).toEqual(expected);
});

test("by --claims any no ids need to be UUIDs", () => {
  expect(ids(make({ ...good, sub: "42", info: undefined }), { claims: "any" })).toEqual([]);
});

test.each<[string, Buffer | string, string]>([
  ["trimmed", value, "signature-secret-whitespace"],
  ["with a line end", `${value}\n`, "signature-secret-whitespace"],
  ["in quotes", `"${value}"`, "signature-secret-quotes"],
  ["base64-decoded", Buffer.from(value, "base64"), "signature-secret-base64"],
  ["written in base64", Buffer.from(value).toString("base64"), "signature-secret-base64"],
  ["written in hex", Buffer.from(value).toString("hex"), "signature-secret-hex"],
  ["lost", "undefined", "signature-empty-secret"],
  ["empty", "", "signature-empty-secret"],
  ["the API key", "the-api-key", "signature-other-variable"],
  ["another", "another", "signature-wrong"],
])("a backend that signs with the secret %s is told so", (name, key, expected) => {
  const given = { ...secret, value: name === "trimmed" ? ` ${value}\n` : value };
  const otherSecrets = [{ from: "API_KEY in .env", value: "the-api-key" }];
  const findings = inspect(make(good, key), { secret: given, otherSecrets });
  expect(findings.map(({ id }) => id)).toContain(expected);
  expect(answerTo(findings)).toBe(3500);
});

test("a secret of hex digits may have been decoded", () => {
  const hex = "00ff".repeat(16);
  const token = make(good, Buffer.from(hex, "hex"));
  expect(ids(token, { secret: { from: "it", value: hex } })).toEqual(["signature-secret-hex"]);
});

test("quotes and whitespace around the secret are named even where the signature is right", () => {
  for (const padded of [`'${value}'`, `${value} `]) {
    const found = inspect(make(good, padded), { secret: { from: "it", value: padded } });
    expect(found.map(({ id }) => id)).toEqual(["signature-right", "secret-with-edges"]);
    expect(answerTo(found)).toBeUndefined();
  }
});

test("without a secret, and for keys of RSA, it is said that the signature was not checked", () => {
  const [finding] = inspect(make(good), { secret: undefined });
  expect(finding).toMatchObject({ id: "signature-unchecked", level: "info", fix: expect.any(String) });
  const rsa = make(good, value, { alg: "RS256" });
  expect(ids(rsa, { algorithms: ["RS256"] })).toEqual(["signature-unchecked"]);
  expect(ids(rsa)).toEqual(["alg-not-enabled"]);
});

test("times are told by how much", () => {
  const text = (claims: object) =>
    inspect(make({ ...good, ...claims }))
      .map(({ message }) => message)
      .join(" ");
  expect(text({ exp: now - 300 })).toContain("expired 5 minutes ago, at 2027-01-15 07:55:00 UTC");
  expect(text({ iat: now + 7_200 })).toContain("2 hours ahead of this machine's clock");
  expect([0, 1, 59, 119, 120, 7_199, 172_800].map(span)).toEqual([
    "0 seconds",
    "1 second",
    "59 seconds",
    "119 seconds",
    "2 minutes",
    "119 minutes",
    "2 days",
  ]);
  expect(dateText(1e15)).toBe("1000000000000000");
});

test.each<[string, (token: string) => string, string]>([
  ["quotes", (token) => `"${token}"`, "token-in-quotes"],
  ["Bearer", (token) => `Bearer ${token}`, "token-with-bearer"],
  ["a line end", (token) => `${token}\n`, "token-with-newline"],
  ["a space", (token) => ` ${token}`, "token-with-whitespace"],
  ["line breaks", (token) => `${token.slice(0, 76)}\n${token.slice(76)}`, "token-with-line-breaks"],
])("%s around a token are named, and the rest is judged all the same", (_, wrap, expected) => {
  expect(ids(wrap(make({ ...good, exp: now - 1 })))).toEqual([expected, "token-expired"]);
});

test.each([
  ["", "no-token"],
  ["abc", "token-not-jwt"],
  ["<html>", "token-not-jwt"],
  ['{"token":"x"}', "token-not-jwt"],
  ["a.b.c.d.e", "token-not-jwt"],
  ["eyJ.e+A.", "token-not-base64url"],
  ["eyJh.eyJh.", "token-not-json"],
])("%j is no token", (text, expected) => {
  expect(ids(text)).toEqual([expected]);
  expect(describeToken(text, { now, showInfo: true, secrets: [] })).toBeUndefined();
});

test("what is shown of a token leaves out info, other tokens and secrets", () => {
  const inner = make(good);
  const token = make({
    ...good,
    info: { organizationId: user, role: "admin", inner },
    meta: { plan: "gold" },
    access: `Bearer ${inner}`,
    list: [inner, value, "plain"],
  });
  const shown = JSON.stringify(describeToken(token, { now, showInfo: false, secrets: [value, "a"] }));
  for (const hidden of ["admin", "gold", inner, value, token.split(".")[2] ?? ""])
    expect(shown).not.toContain(hidden);
  expect(shown).toContain("plain");
  const all = JSON.stringify(describeToken(token, { now, showInfo: true, secrets: [value] }));
  expect(all).toContain("admin");
  expect(all).toContain("gold");
  for (const hidden of [inner, value]) expect(all).not.toContain(hidden);
});

test("no text holds token, signature or secret, and nothing throws, whatever is given", () => {
  const header = fc.record({
    alg: fc.oneof(fc.constant("HS256"), fc.string(), fc.integer()),
    kid: fc.jsonValue(),
  });
  const claims = fc.dictionary(
    fc.constantFrom("sub", "exp", "channels", "subs", "info", "aud", "x"),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(header, claims, fc.string({ minLength: 12 }), (one, two, key) => {
      const token = make(two, key, one);
      const [head = "", body = "", signature = ""] = token.split(".");
      const findings = inspectToken(token, { now, secret: { from: "it", value: key }, namespaces: [] });
      const text = JSON.stringify(findings);
      for (const part of [head, body, signature]) expect(text.includes(part) && part.length > 8).toBe(false);
      expect(text).not.toContain(JSON.stringify(key).slice(1, -1));
      for (const { message, fix, level } of findings) {
        expect(message).toMatch(/[.]$/);
        if (level === "error" || level === "warning") expect(fix).toMatch(/[.;)`]$/);
      }
    }),
  );
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void inspect(text)));
});
