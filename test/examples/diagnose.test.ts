import { expect, test } from "vitest";
import {
  type Cause,
  causeOfDisconnect,
  causeOfError,
  causeOfPublish,
  causeOfRequest,
  causeOfUpgrade,
} from "../../examples/test-page/diagnose.ts";
import { reasons } from "../../examples/test-page/reasons.ts";
import { checkToken, readToken } from "../../examples/test-page/token-payload.ts";

const now = 1_771_331_479_000;
const sound = {
  sub: "3f2b8c1e-9d47-4a6b-8e21-5c0d7f9a1b34",
  info: { organizationId: "5c0d7f9a-1b34-4a6b-8e21-3f2b8c1e9d47" },
  iat: now / 1000,
  exp: now / 1000 + 600,
};
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
const tokenOf = (claims: object, alg = "HS256") =>
  readToken(`${encoded({ alg, typ: "JWT" })}.${encoded(claims)}.signature`);
const failing = (claims: object, alg?: string) => {
  const token = tokenOf(claims, alg);
  if (token === undefined) throw new Error("the token could not be read");
  return checkToken(token, now).flatMap(({ name, ok }) => (ok ? [] : [name]));
};

test.each<[string, object, string[], string?]>([
  ["a sound token", sound, []],
  ["a sub that is no UUID", { ...sound, sub: "42" }, ["sub"]],
  ["a sub that is a number", { ...sound, sub: 42 }, ["sub"]],
  ["no organisation", { ...sound, info: {} }, ["organization"]],
  ["no info", { ...sound, info: undefined }, ["organization"]],
  ["an organisation that is no UUID", { ...sound, info: { organizationId: "acme" } }, ["organization"]],
  ["an expired token", { ...sound, exp: now / 1000 - 1 }, ["exp"]],
  ["no end", { ...sound, exp: undefined }, ["exp"]],
  ["a backend whose clock is ahead", { ...sound, iat: now / 1000 + 120 }, ["iat"]],
  ["a backend whose clock is behind", { ...sound, iat: now / 1000 - 120 }, ["iat"]],
  ["another algorithm", sound, ["alg"], "RS256"],
])("the checks of the token payload see %s", (_, claims, expected, alg) => {
  expect(failing(claims, alg)).toEqual(expected);
});

test("what is no token is no token, and umlauts are read", () => {
  for (const text of ["", "a.b.c", `${encoded({})}`, "null.null."]) expect(readToken(text)).toBeUndefined();
  expect(tokenOf({ ...sound, name: "São Tomé" })?.claims["name"]).toBe("São Tomé");
});

const checks = (claims: object) => checkToken(tokenOf(claims) ?? { header: {}, claims: {} }, now);

test.each<[Cause, Cause]>([
  ["signed-out", causeOfRequest(401)],
  ["backend", causeOfRequest(502)],
  ["backend", causeOfRequest(0)],
  ["no-token", causeOfDisconnect(1, tokenOf(sound), false)],
  ["token-secret", causeOfDisconnect(3500, tokenOf(sound), false)],
  ["token-algorithm", causeOfDisconnect(3500, tokenOf(sound, "RS256"), false)],
  ["token-subject", causeOfDisconnect(3500, tokenOf({ ...sound, sub: 42 }), false)],
  ["subscription-token", causeOfDisconnect(3500, tokenOf(sound), true)],
  ["bad-request", causeOfDisconnect(3501, tokenOf(sound), false)],
  ["forced", causeOfDisconnect(3503, tokenOf(sound), true)],
  ["limit", causeOfDisconnect(3504, tokenOf(sound), false)],
  ["disconnected", causeOfDisconnect(3502, tokenOf(sound), false)],
  ["unknown-channel", causeOfError(102, checks(sound))],
  ["permission", causeOfError(103, checks(sound))],
  ["token-expired", causeOfError(109, checks(sound))],
  ["clock", causeOfError(109, checks({ ...sound, iat: now / 1000 - 900 }))],
  ["browser", causeOfUpgrade({ upgrade: { status: 101 }, centrifugo: { ok: true } })],
  ["origin", causeOfUpgrade({ upgrade: { status: 403 }, centrifugo: { ok: true } })],
  ["route", causeOfUpgrade({ upgrade: { status: 404 }, centrifugo: { ok: true } })],
  ["stopped", causeOfUpgrade({ upgrade: { status: 404 }, centrifugo: { ok: false } })],
  ["stopped", causeOfUpgrade({ upgrade: { status: 503 }, centrifugo: { ok: false } })],
  ["gateway", causeOfUpgrade({ upgrade: { status: 502 }, centrifugo: { ok: true } })],
  ["upgrade", causeOfUpgrade({ upgrade: { status: 400 }, centrifugo: { ok: true } })],
  ["edge", causeOfUpgrade({ upgrade: { status: 0 }, centrifugo: { ok: true } })],
  ["api-key", causeOfPublish("HTTP 401")],
  ["unknown-channel", causeOfPublish("102")],
  ["signed-out", causeOfPublish("signed-out")],
  ["publish", causeOfPublish("107")],
  ["publish", causeOfPublish("foreign-channel")],
  ["api-unreachable", causeOfPublish("ECONNREFUSED")],
  ["api-unreachable", causeOfPublish("timeout")],
])("%s is told apart", (expected, found) => {
  expect(found).toBe(expected);
});

test("each cause has its words in both languages, and they are not the same", () => {
  expect(Object.keys(reasons.pt)).toEqual(Object.keys(reasons.en));
  for (const [cause, english] of Object.entries(reasons.en)) {
    const portuguese = Object.entries(reasons.pt).find(([key]) => key === cause)?.[1];
    expect(portuguese?.cure, cause).toHaveLength(english.cure.length);
    expect(portuguese?.title, cause).not.toBe(english.title);
    for (const text of [english, portuguese].flatMap((one) => [one?.reason ?? "", ...(one?.cure ?? [])])) {
      expect(text.split("`").length % 2, `unclosed code in ${cause}: ${text}`).toBe(1);
    }
  }
});
