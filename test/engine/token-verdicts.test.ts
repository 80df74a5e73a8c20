import { createHmac, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { SignJWT } from "jose";
import { expect, test } from "vitest";
import WebSocket from "ws";
import type { TokenExpectations } from "../../doctor/token/expectations.ts";
import { answerTo } from "../../doctor/token/finding.ts";
import { inspectToken } from "../../doctor/token/inspect-token.ts";
import { topics } from "../../doctor/topics/index.ts";
import { openClient } from "./raw-client.ts";
import { type Settings, testKey, withCentrifugo } from "./run-centrifugo.ts";

const now = () => Math.floor(Date.now() / 1000);
const user = "0b2f1d0e-5a52-4c7e-9c1f-3f1d2a4b5c6d";
const part = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

interface Made {
  readonly header?: unknown;
  readonly key?: string | Buffer;
  readonly hash?: string;
}

/** A token with these claims, right but for what is said otherwise; texts are taken as they stand. */
function make(claims: unknown, { header = { alg: "HS256", typ: "JWT" }, key = testKey, hash }: Made = {}) {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac(hash ?? "sha256", key)
    .update(signed)
    .digest("base64url")}`;
}

const good = { sub: user, iat: now(), exp: now() + 3600, info: { organizationId: user } };
const right = make(good);
const [head = "", body = "", signature = ""] = right.split(".");
const many = Array.from({ length: 129 }, (_, index) => `org:${index}`);

/** What is handed to Centrifugo; every one of them is judged by `inspectToken` as well. */
const tokens: Readonly<Record<string, string>> = {
  right,
  "no token": "",
  HS512: make(good, { header: { alg: "HS512" }, hash: "sha512" }),
  "another secret": make(good, { key: "another" }),
  "the secret and a line end": make(good, { key: `${testKey}\n` }),
  "an empty secret": make(good, { key: "" }),
  "alg none": make(good, { header: { alg: "none" } }),
  "alg none, no signature": `${part({ alg: "none" })}.${body}.`,
  "no alg": make(good, { header: { typ: "JWT" } }),
  "alg in small letters": make(good, { header: { alg: "hs256" } }),
  "alg RS256": make(good, { header: { alg: "RS256" } }),
  "alg EdDSA": make(good, { header: { alg: "EdDSA" } }),
  "alg is not the hash": make(good, { header: { alg: "HS512" } }),
  "alg a number": make(good, { header: { alg: 256 } }),
  "kid a number": make(good, { header: { alg: "HS256", kid: 1 } }),
  "typ unknown": make(good, { header: { alg: "HS256", typ: "at+jwt", more: [1] } }),
  "header with a space": make(good, { header: '{ "alg":"HS256"}' }),
  "header with a line break": make(good, { header: '{\n"alg":"HS256"}' }),
  "header a list": make(good, { header: '{"alg":"HS256"}]' }),
  "in quotes": `"${right}"`,
  "with Bearer": `Bearer ${right}`,
  "line end after it": `${right}\n`,
  "carriage return and line end after it": `${right}\r\n`,
  "space after it": `${right} `,
  "space before it": ` ${right}`,
  "line break inside": `${head}.${body.slice(0, 20)}\n${body.slice(20)}.${signature}`,
  "two parts": `${head}.${body}`,
  "one part": head,
  "four parts": `${right}.x`,
  "no signature": `${head}.${body}.`,
  "padded claims": `${head}.${body}=.${signature}`,
  "padded signature": `${right}=`,
  "plain base64": `${head}.${body}.${signature.slice(0, -2)}+/`,
  "cut signature": right.slice(0, -1),
  "cut signature by two": right.slice(0, -2),
  "changed claims": `${head}.${part({ ...good, sub: "other" })}.${signature}`,
  JSON: JSON.stringify({ token: right }),
  HTML: "<!doctype html><title>Log in</title>",
  "claims a list": make("[]"),
  "claims null": make("null"),
  "claims no JSON": make("{sub: 1}"),
  "sub a number": make({ ...good, sub: 42 }),
  "sub null": make({ ...good, sub: null }),
  "sub a list": make({ ...good, sub: [user] }),
  "sub empty": make({ ...good, sub: "" }),
  "no sub": make({ exp: good.exp }),
  "SUB a number": make({ ...good, SUB: 42 }),
  "exp past": make({ ...good, exp: now() - 5 }),
  "exp now": make({ ...good, exp: now() }),
  "exp past in EXP": make({ sub: user, EXP: now() - 5 }),
  "exp missing": make({ sub: user }),
  "exp null": make({ ...good, exp: null }),
  "exp zero": make({ ...good, exp: 0 }),
  "exp in milliseconds": make({ ...good, exp: Date.now() + 3_600_000 }),
  "exp in a year and more": make({ ...good, exp: now() + 400 * 86_400 }),
  "exp a fraction": make({ ...good, exp: now() + 60.5 }),
  "exp a text of digits": make({ ...good, exp: String(now() + 60) }),
  "exp a past text of digits": make({ ...good, exp: String(now() - 60) }),
  "exp a text": make({ ...good, exp: "tomorrow" }),
  "exp a date": make({ ...good, exp: new Date().toISOString() }),
  "exp true": make({ ...good, exp: true }),
  "exp beyond numbers": make(`{"sub":"a","exp":1e999}`),
  "iat ahead": make({ ...good, iat: now() + 600 }),
  "iat a text": make({ ...good, iat: "now" }),
  "nbf ahead": make({ ...good, nbf: now() + 600 }),
  "nbf past": make({ ...good, nbf: now() - 600 }),
  "nbf in milliseconds": make({ ...good, nbf: Date.now() }),
  "exp past and another secret": make({ ...good, exp: now() - 5 }, { key: "another" }),
  "expire_at past": make({ ...good, expire_at: now() - 60 }),
  "expire_at ahead": make({ ...good, expire_at: now() + 60 }),
  "expire_at zero": make({ ...good, expire_at: 0 }),
  "expire_at below zero": make({ ...good, expire_at: -1 }),
  "expire_at a fraction": make({ ...good, expire_at: 1.5 }),
  "expire_at a text": make({ ...good, expire_at: "1" }),
  "expire_at past and exp past": make({ ...good, exp: now() - 5, expire_at: now() - 60 }),
  "aud null": make({ ...good, aud: null }),
  "aud a number": make({ ...good, aud: 1 }),
  "aud numbers": make({ ...good, aud: [1] }),
  "aud any": make({ ...good, aud: "anything" }),
  "iss a number": make({ ...good, iss: 1 }),
  "jti a number": make({ ...good, jti: 1 }),
  channel: make({ ...good, channel: "org:1" }),
  "channel empty": make({ ...good, channel: "" }),
  "channel and exp past": make({ ...good, channel: "org:1", exp: now() - 5 }),
  "channel a number": make({ ...good, channel: 7 }),
  "channels known": make({ ...good, channels: ["org:1", "news", "", "$org:2", ":x"] }),
  "channels unknown": make({ ...good, channels: ["org:1", "team:1"] }),
  "channels unknown and private": make({ ...good, channels: ["$team:1"] }),
  "channels of a longer name": make({ ...good, channels: ["organisation:1"] }),
  "channels unknown and exp past": make({ ...good, channels: ["team:1"], exp: now() - 5 }),
  "channels a text": make({ ...good, channels: "org:1" }),
  "channels with null": make({ ...good, channels: [null] }),
  "channels with a number": make({ ...good, channels: [1] }),
  "channels too many": make({ ...good, channels: many }),
  "channels too many, all the same": make({ ...good, channels: many.map(() => "org:1") }),
  "channels too many, in subs": make({ ...good, subs: Object.fromEntries(many.map((one) => [one, {}])) }),
  "subs known": make({ ...good, subs: { "org:1": {} } }),
  "subs unknown": make({ ...good, subs: { "team:1": {} } }),
  "subs hide channels": make({ ...good, subs: { "org:1": null }, channels: ["team:1"] }),
  "subs empty, channels unknown": make({ ...good, subs: {}, channels: ["team:1"] }),
  "subs a list": make({ ...good, subs: ["org:1"] }),
  "subs of texts": make({ ...good, subs: { "org:1": "yes" } }),
  "subs with a wrong override": make({ ...good, subs: { "org:1": { override: { presence: true } } } }),
  "subs with an override": make({ ...good, subs: { "org:1": { override: { presence: { value: false } } } } }),
  "info a text": make({ ...good, info: "organisation" }),
  "b64info right": make({ ...good, b64info: "e30=" }),
  "b64info no base64": make({ ...good, b64info: "{}" }),
  "b64info without padding": make({ ...good, b64info: "e30" }),
  "b64info a number": make({ ...good, b64info: 1 }),
  "meta a list": make({ ...good, meta: [1] }),
  large: make({ ...good, more: "x".repeat(10_000) }),
  "too large": make({ ...good, more: "x".repeat(60_000) }),
};

const namespaces = ["org"];
const secret = { from: "the test", value: testKey };
const channel = { namespaces: namespaces.map((name) => ({ name })) };

/** The code that a client gets; undefined: it connects. */
async function askCentrifugo(port: number, token: string): Promise<number | undefined> {
  const client = await openClient(port, token === "" ? {} : { token });
  client.close();
  const { first } = client;
  if (typeof first === "number") return first;
  const { error } = first;
  if (typeof error === "object" && error !== null && "code" in error) return Number(error.code);
  return undefined;
}

/** What Centrifugo answers to each, beside what `inspectToken` says that it will. */
function compare(
  settings: Settings,
  expected: Partial<TokenExpectations>,
  made: Readonly<Record<string, string>>,
) {
  return withCentrifugo(settings, async ({ port }) => {
    const seen: Record<string, number | undefined> = {};
    const foretold: Record<string, number | undefined> = {};
    for (const [name, token] of Object.entries(made)) {
      seen[name] = await askCentrifugo(port, token);
      const expectations = { now: Date.now() / 1000, secret, namespaces, ...expected };
      foretold[name] = answerTo(inspectToken(token, expectations));
    }
    return { seen, foretold };
  });
}

const client = { token: { hmac_secret_key: testKey } };

test("what inspectToken foretells is what Centrifugo answers", async () => {
  const { seen, foretold } = await compare({ client, channel }, {}, tokens);
  expect(foretold).toEqual(seen);
  const answers = new Set(Object.values(seen));
  expect(answers).toEqual(new Set([undefined, 100, 102, 109, 110, 1009, 3500, 3501, 3505]));
  expect(seen).toMatchObject({ "sub a number": 3500, "nbf ahead": 109, "exp past": 109, channel: 3500 });
  expect(Object.entries(seen).flatMap(([name, code]) => (code === undefined ? [name] : []))).toEqual(
    expect.arrayContaining(["exp in milliseconds", "iat ahead", "no sub", "line end after it"]),
  );
});

test("audience, issuer and anonymous users are judged as Centrifugo does where it is told to", async () => {
  const strict = {
    client: {
      token: { hmac_secret_key: testKey, audience: "chat", issuer: "https://app.example.com" },
      disallow_anonymous_connection_tokens: true,
      channel_limit: 2,
    },
    channel,
  };
  const base = { ...good, aud: "chat", iss: "https://app.example.com" };
  const { seen, foretold } = await compare(
    strict,
    { audience: "chat", issuer: "https://app.example.com", refusesAnonymous: true, channelLimit: 2 },
    {
      right: make(base),
      "one audience of several": make({ ...base, aud: ["payroll", "chat"] }),
      "another audience": make({ ...base, aud: "payroll" }),
      "no audience": make({ ...base, aud: undefined }),
      "another issuer": make({ ...base, iss: "https://app.example.com/" }),
      "no issuer": make({ ...base, iss: undefined }),
      "another issuer and exp past": make({ ...base, iss: "x", exp: now() - 5 }),
      "no sub": make({ ...base, sub: undefined }),
      "no sub and exp past": make({ ...base, sub: undefined, exp: now() - 5 }),
      "no sub and too many channels": make({ ...base, sub: undefined, channels: ["a", "b", "c"] }),
      "too many channels": make({ ...base, channels: ["a", "b", "c"] }),
      "as many channels as may be": make({ ...base, channels: ["a", "b"] }),
    },
  );
  expect(foretold).toEqual(seen);
  expect(new Set(Object.values(seen))).toEqual(new Set([undefined, 109, 3500, 3505, 3507]));
});

test("a previous secret counts, and a key of RSA enables RS256 beside it", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const rsa_public_key = publicKey.export({ type: "spki", format: "pem" });
  const token = { hmac_secret_key: testKey, hmac_previous_secret_key: `${testKey}-old`, rsa_public_key };
  const signed = await new SignJWT(good).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
  const { seen, foretold } = await compare(
    { client: { token }, channel },
    {
      previousSecret: { from: "the old one", value: `${testKey}-old` },
      algorithms: ["HS256", "HS384", "HS512", "RS256"],
    },
    {
      right,
      "the previous secret": make(good, { key: `${testKey}-old` }),
      "another secret": make(good, { key: `${testKey}-older` }),
      RS256: signed,
      ES256: make(good, { header: { alg: "ES256" } }),
    },
  );
  expect(foretold).toEqual(seen);
  expect(seen).toMatchObject({ ES256: 3500, "another secret": 3500 });
  expect(seen["the previous secret"] ?? seen["RS256"]).toBeUndefined();
});

test("it agrees on claims of any kind", async () => {
  const odd = fc.oneof(fc.constantFrom(null, "", true, -1, 1.5, [], {}, "1"), fc.jsonValue({ maxDepth: 2 }));
  const date = fc.constantFrom(now() + 600, now() - 600, Date.now(), String(now() + 600));
  const channels = fc.constantFrom(["org:1"], ["team:1"], ["news", "org:2"], many);
  const subs = fc.constantFrom({ "org:1": {} }, { "team:1": null }, { a: { b64info: "e30=" } });
  const text = fc.constantFrom("", "org:1", "e30=", user);
  const mostly = (usual: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });
  const names = {
    exp: date,
    iat: date,
    nbf: date,
    expire_at: date,
    channels,
    subs,
    sub: text,
    aud: text,
    b64info: text,
  };
  const all = Object.fromEntries(Object.entries(names).map(([name, usual]) => [name, mostly(usual)]));
  const claims = fc.record(
    { ...all, channel: mostly(fc.constant("")), Exp: mostly(date), other: odd },
    { requiredKeys: [] },
  );
  const runs = process.env["TEST_TIER"] === "full" ? 3_000 : 300;
  const made = fc
    .sample(claims, { numRuns: runs, seed: 6 })
    .map((one) => JSON.stringify({ ...good, ...one }));
  const { seen, foretold } = await compare(
    { client, channel },
    {},
    Object.fromEntries(made.map((one) => [one, make(one)])),
  );
  expect(made.filter((one) => foretold[one] !== seen[one])).toEqual([]);
  expect(new Set(Object.values(seen)).size).toBeGreaterThan(4);
});

/** Words that the explanations look for in Centrifugo's log. */
const quoted = new Set(
  topics.flatMap(({ causes }) =>
    causes.flatMap(({ see }) =>
      see.flatMap((one) => {
        const run = typeof one === "string" ? "" : one.run;
        return /logs STACK_centrifugo 2>&1 \| grep '(.*)'$/.exec(run)?.[1] ?? [];
      }),
    ),
  ),
);

/** Lines that stand in the log of another server than the one below, or for what it does not have. */
const elsewhere = [
  "unknown var in environment",
  "config file not found",
  "API key is empty",
  '"level":"error"',
];

test("what the explanations look for in the log is what Centrifugo writes", async () => {
  const settings = {
    client: {
      token: { hmac_secret_key: testKey },
      channel_limit: 1,
      user_connection_limit: 1,
      connection_limit: 3,
    },
    channel: { namespaces: [{ name: "org" }, { name: "news", allow_subscribe_for_client: true }] },
    http_api: { key: testKey },
  };
  const log = await withCentrifugo(settings, async ({ port, logged, stop }) => {
    for (const name of ["another secret", "alg RS256", "channel", "sub a number", "no token"]) {
      await askCentrifugo(port, tokens[name] ?? "");
    }
    await onceClosed(
      new WebSocket(`ws://127.0.0.1:${port}/connection/websocket`, { origin: "https://x.example" }),
    );
    const api = { method: "POST", headers: { "X-API-Key": testKey }, body: "{" };
    await fetch(`http://127.0.0.1:${port}/api/publish`, api);
    const first = await openClient(port, { token: right });
    const wrong = make({ ...good, channel: "org:1" }, { key: "another" });
    const other = make({ ...good, sub: "other", channel: "org:1" });
    const long = `news:${"x".repeat(300)}`;
    for (const channel of ["team:1", "org:1", "$org:1", "news:é", long, "news:1", "news:2"]) {
      await first.send({ subscribe: { channel } });
    }
    first.close();
    await first.closed;
    for (const token of [wrong, other]) {
      const client = await openClient(port, { token: right });
      await client.send({ subscribe: { channel: "org:1", token } });
      client.close();
      await client.closed;
    }
    const held = await openClient(port, { token: right });
    await askCentrifugo(port, right);
    await held.send({ nonsense: {} });
    const others = await Promise.all(
      ["a", "b", "c"].map((sub) => openClient(port, { token: make({ ...good, sub }) })),
    );
    await onceClosed(new WebSocket(`ws://127.0.0.1:${port}/connection/websocket`));
    for (const one of [held, ...others]) one.close();
    await stop("SIGTERM");
    return await logged(/shutting down/);
  });
  const missing = [...quoted].filter((words) => !elsewhere.includes(words) && !log.includes(words));
  expect(missing).toEqual([]);
  expect(elsewhere.filter((words) => !quoted.has(words))).toEqual([]);
  expect(log).toContain("cannot unmarshal number");
});

function onceClosed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.on("error", () => {});
    socket.once("close", () => resolve());
  });
}
