import { expect, test } from "vitest";
import { good, load, mistakes } from "./stack.ts";

const found = (options: object) =>
  mistakes({ centrifugo: JSON.stringify(options) }).map(({ path, code, fix }) => [path, code, fix]);
const loaded = (options: object) => load({ ...good, centrifugo: JSON.stringify(options) }).centrifugo;
const broker = (redis: object) => ({ broker: { redis } });
const proxies = (...names: string[]) => ({
  proxies: names.map((name) => ({ name, endpoint: "http://backend:3000" })),
});

test.each([
  [{ client: { channel_limit: 0 } }, "client.channel_limit", "zero-is-default"],
  [{ shutdown: { timeout: "0s" } }, "shutdown.timeout", "zero-is-default"],
  [{ channel: { namespace_boundary: "" } }, "channel.namespace_boundary", "zero-is-default"],
  [{ client: { stale_close_delay: "2562048h" } }, "client.stale_close_delay", "out-of-range"],
  [{ engine: { redis: { db: 16 } } }, "engine.redis.db", "out-of-range"],
  [{ metrics: {} }, "metrics", "unknown-key"],
  [{ prometheus: { handler_prefix: "/a b" } }, "prometheus.handler_prefix", "invalid-value"],
  [{ prometheus: { handler_prefix: "/a/../b" } }, "prometheus.handler_prefix", "invalid-value"],
  [{ prometheus: { handler_prefix: "/{id}" } }, "prometheus.handler_prefix", "invalid-value"],
  [{ client: { token: { rsa_public_key: "key" } } }, "client.token.rsa_public_key", "invalid-pem"],
  [broker({ cluster_address: ["redis://a:6379"] }), "broker.redis.cluster_address[0]", "invalid-value"],
  [broker({ client_name: "two words" }), "broker.redis.client_name", "invalid-value"],
  [broker({ address: "a:6379,b:6379" }), "broker.redis.address", "wrong-type"],
  [{ log: { file: "/tmp/log" } }, "log.file", "conflicting-setting"],
  [{ pid_file: "/tmp/pid" }, "pid_file", "conflicting-setting"],
  [{ client: { token: { audience: 1.1 } } }, "client.token.audience", "wrong-type"],
  [proxies("a-b", "A.b"), "proxies[1].name", "duplicate-name"],
])("%j: %s is refused as %s", (options, path, code) => {
  expect(found(options)).toEqual([[`centrifugo.${path}`, code, expect.any(String)]]);
});

test.each([
  { client: { channel_position_max_time_lag: 0, connection_limit: 0, user_id_http_header: "" } },
  { prometheus: { handler_prefix: "/internal/metrics_v1.0/" } },
  broker({ cluster_address: ["a:6379,b:6379", "[::1]:6379"], client_name: "node-1" }),
  { channel: { namespaces: [{ name: "a-b" }, { name: "a.b" }] } },
])("%j is taken as it is", (options) => {
  expect(loaded(options)).toEqual(options);
});

test("a single address may be written as a text, as Centrifugo's documentation does", () => {
  expect(loaded(broker({ address: "redis://a:6379" }))).toEqual(broker({ address: ["redis://a:6379"] }));
});

test.each([
  [{ engine: "redis" }, "engine", "Write `engine: { type: … }`."],
  [{ admin: true }, "admin", "Write `admin: { enabled: … }`."],
  [{ broker: "nats" }, "broker", "Write `broker: { type: … }`, and `enabled: true` beside it."],
  [
    { nats_raw_mode: { enabled: true } },
    "nats_raw_mode",
    "Write `broker: { nats: { raw_mode: … } }` under `centrifugo:`.",
  ],
  [
    { proxies: [{ name: "ab", endpoint: "http://b:3000", static_http_headers: {} }] },
    "proxies[0].static_http_headers",
    "Write `http: { static_headers: … }` here.",
  ],
])("%j of v5: %s leads to v6", (options, path, fix) => {
  expect(found(options)).toEqual([[`centrifugo.${path}`, "renamed-option", fix]]);
});
