import { connect } from "node:net";
import { expect, test } from "vitest";
import { connectionToken, subscriptionToken } from "../../doctor/probes/tokens.ts";
import { callApi, openClient, statusOf } from "./raw-client.ts";
import { checkConfig, endOf, type Settings, type Sides, testKey, withCentrifugo } from "./run-centrifugo.ts";

/** What the pages of the rules call "observed". */
const token = { hmac_secret_key: testKey };
const channel = { namespaces: [{ name: "news" }] };
const sound = { client: { token }, http_api: { key: testKey }, channel };
const otherKey = `${testKey}-other`;

const userOf = async (port: number, key = testKey) =>
  openClient(port, { token: await connectionToken(key, "user") });

/** The first reply to a client with a token, and to one without. */
const firstReplies = (settings: Settings, key = testKey) =>
  withCentrifugo(settings, async ({ port, logged }) => {
    const [withToken, without] = [await userOf(port, key), await openClient(port, {})];
    for (const client of [withToken, without]) client.close();
    return { withToken: withToken.first, without: without.first, log: await logged(/serving/) };
  });

const connected = { connect: { client: expect.any(String) } };

test("require-token-verifier: without a key every token is 3500, and no token is 3501", async () => {
  expect(await firstReplies({ http_api: { key: testKey } })).toMatchObject({
    withToken: 3500,
    without: 3501,
  });
  expect(await firstReplies(sound)).toMatchObject({ withToken: connected, without: 3501 });
});

test("reject-weak-secret: a token secret of one letter is taken without a warning", async () => {
  const { withToken, log } = await firstReplies({ client: { token: { hmac_secret_key: "s" } } }, "s");
  expect(withToken).toMatchObject(connected);
  expect(log).not.toMatch(/"level":"(warn|error)"[^\n]*(secret|token|key)/);
});

test("reject-ignored-hmac-with-jwks: beside a JWKS endpoint the right HMAC key is 3500", async () => {
  const jwks_public_endpoint = "http://127.0.0.1:9/jwks.json";
  expect(await firstReplies({ client: { token: { ...token, jwks_public_endpoint } } })).toMatchObject({
    withToken: 3500,
  });
});

test("require-subscription-token-key: a separate verifier without a key refuses every subscription token", async () => {
  const subscribe = (subscription_token: object) =>
    withCentrifugo({ ...sound, client: { token, subscription_token } }, async ({ port }) => {
      const client = await userOf(port);
      const own = await subscriptionToken(testKey, "user", "news:1");
      const reply = await client.send({ subscribe: { channel: "news:1", token: own } });
      client.close();
      return reply;
    });
  expect(await subscribe({ enabled: true })).toMatchObject({ error: { code: 103 } });
  expect(await subscribe({ enabled: true, ...token })).toMatchObject({ subscribe: {} });
  expect(await subscribe({ enabled: false })).toMatchObject({ subscribe: {} });
});

test("reject-insecure-mode: each switch opens what its page says, with one warning", async () => {
  const admin = { enabled: true, insecure: true };
  const client = { token, insecure: true, insecure_skip_token_signature_verify: true };
  await withCentrifugo({ client, http_api: { insecure: true }, admin, channel }, async ({ port, logged }) => {
    const stranger = await openClient(port, {});
    expect(stranger.first).toMatchObject(connected);
    expect(await stranger.send({ subscribe: { channel: "news:1" } })).toMatchObject({ subscribe: {} });
    expect((await userOf(port, otherKey)).first).toMatchObject(connected);
    expect((await callApi(port, "publish", { channel: "news:1", data: 1 })).status).toBe(200);
    expect((await post(port, "/admin/api", '{"method":"info","params":{}}')).status).toBe(200);
    await logged(/("level":"warn"[^\n]*INSECURE[\s\S]*){4}/);
    stranger.close();
  });
});

test("require-admin-credentials: without both the right password is 400", async () => {
  const login = (credentials: object, told: RegExp) =>
    withCentrifugo({ ...sound, admin: { enabled: true, ...credentials } }, async ({ port, logged }) => {
      const { status } = await post(port, "/admin/auth", new URLSearchParams({ password: "right" }));
      await logged(told);
      return status;
    });
  const missing = /admin_password and admin_secret must be set/;
  expect(await login({ password: "right" }, missing)).toBe(400);
  expect(await login({ secret: testKey }, missing)).toBe(400);
  expect(await login({ password: "right", secret: testKey }, /serving/)).toBe(200);
});

/** Statuses on the port for clients and on the internal port; the API is asked without its key. */
const statuses = (settings: Settings, sides?: Sides) =>
  withCentrifugo(
    { ...sound, prometheus: { enabled: true }, health: { enabled: true }, ...settings },
    async ({ port, internalPort }) => {
      const all = async (at: number) => ({
        api: (await callApi(at, "info", {})).status,
        metrics: await statusOf(at, "/metrics"),
        health: await statusOf(at, "/health"),
        profiler: await statusOf(at, "/debug/pprof/cmdline"),
      });
      return { client: await all(port), internal: await all(internalPort) };
    },
    sides,
  );

test("keep-private-endpoints-internal, reject-debug-endpoints: one port serves all, two keep them apart", async () => {
  const debug = { enabled: true };
  const served = { api: 401, metrics: 200, health: 200, profiler: 200 };
  const missing = { api: 404, metrics: 404, health: 404, profiler: 404 };
  expect(await statuses({ debug })).toEqual({ client: served, internal: served });
  expect(await statuses({ debug }, { internal: true })).toEqual({ client: missing, internal: served });
  const http_api = { key: testKey, external: true };
  const { client } = await statuses({ debug, http_api }, { internal: true });
  expect(client).toEqual({ ...missing, api: 401 });
});

test("require-health-endpoint: /health is 404 until it is enabled", async () => {
  expect((await statuses({ health: { enabled: false } })).client.health).toBe(404);
});

test("require-ping-longer-than-pong: Centrifugo stops where checkconfig says nothing", async () => {
  const settings = { client: { ping_interval: "8s", pong_timeout: "8s" } };
  expect(await checkConfig(settings)).toBe(0);
  const ended = await endOf(settings);
  expect(ended).toEqual({
    exitCode: 1,
    log: expect.stringContaining("ping_interval must be greater than pong_timeout"),
  });
});

test("use-distinct-handler-prefixes: a prefix twice is a panic, and one without a slash is lost", async () => {
  const twice = { uni_sse: { enabled: true, handler_prefix: "/connection/websocket" } };
  expect(await checkConfig(twice)).toBe(0);
  const ended = await endOf(twice);
  expect(ended).toEqual({ exitCode: 2, log: expect.stringContaining("conflicts with pattern") });

  const lost = { websocket: { handler_prefix: "connection/websocket" } };
  expect(await checkConfig(lost)).toBe(0);
  expect(await withCentrifugo(lost, ({ port }) => statusOf(port, "/connection/websocket"))).toBe(404);
});

test("require-time-to-shut-down: SIGTERM closes clients with 3001, SIGKILL with 1006", async () => {
  const closedBy = (signal: "SIGTERM" | "SIGKILL") =>
    withCentrifugo(sound, async ({ port, stop }) => {
      const { closed } = await userOf(port);
      const exitCode = await stop(signal);
      return { exitCode, closed: await closed };
    });
  expect(await closedBy("SIGTERM")).toEqual({ exitCode: 0, closed: 3001 });
  expect(await closedBy("SIGKILL")).toEqual({ exitCode: undefined, closed: 1006 });
});

test("require-time-to-shut-down: a request in flight holds the shutdown up to its timeout", async () => {
  const exitCode = await withCentrifugo(
    { ...sound, shutdown: { timeout: "1s" } },
    async ({ port, stop, logged }) => {
      const socket = connect(port, "127.0.0.1").on("error", () => {});
      // A request whose body never comes.
      const head = `POST /api/info HTTP/1.1\r\nHost: x\r\nX-API-Key: ${testKey}\r\nContent-Length: 9\r\n\r\n`;
      await new Promise<void>((sent) => socket.write(head, () => sent()));
      // Answered on another connection, so the server has read what came before it.
      await callApi(port, "info", {}, testKey);
      const code = await stop("SIGTERM");
      socket.destroy();
      await logged(/shutdown timeout reached/);
      return code;
    },
  );
  expect(exitCode).toBe(1);
});

function post(port: number, path: string, body: string | URLSearchParams): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body });
}
