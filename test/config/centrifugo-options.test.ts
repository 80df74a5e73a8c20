import { expect, test } from "vitest";
import { good, load, mistakes } from "./stack.ts";

/** The mistakes in options of Centrifugo, each as `path code`. */
const found = (options: object) =>
  mistakes({ centrifugo: JSON.stringify(options) }).map(({ path, code }) => `${path} ${code}`);

const fixes = (options: object) => mistakes({ centrifugo: JSON.stringify(options) }).map(({ fix }) => fix);

test("options of Centrifugo are taken with the types of the pinned version", () => {
  const centrifugo = {
    client: { ping_interval: "10s", channel_limit: "256", concurrency: 8 },
    http_server: { internal_port: 9001 },
    channel: {
      namespaces: [
        { name: "feed", allow_subscribe_for_client: "true", history_size: 10, history_ttl: "60s" },
      ],
    },
    proxies: [
      {
        name: "auth",
        endpoint: "http://backend:3000/connect",
        http: { static_headers: { "x-tenant": "a" } },
      },
    ],
    rpc: { ping: { enabled: true } },
  };
  expect(load({ ...good, centrifugo: JSON.stringify(centrifugo) }).centrifugo).toEqual({
    ...centrifugo,
    // Pulumi hands numbers and truth values over as texts, and YAML reads a port as a number.
    client: { ping_interval: "10s", channel_limit: 256, concurrency: 8 },
    http_server: { internal_port: "9001" },
    channel: {
      namespaces: [{ name: "feed", allow_subscribe_for_client: true, history_size: 10, history_ttl: "60s" }],
    },
  });
});

test.each([
  [{ client: { tokn: {} } }, "centrifugo.client.tokn unknown-key"],
  [{ client: [] }, "centrifugo.client wrong-type"],
  [{ client: { ping_interval: 25 } }, "centrifugo.client.ping_interval missing-unit"],
  [{ client: { ping_interval: "25" } }, "centrifugo.client.ping_interval missing-unit"],
  [{ client: { ping_interval: "3d" } }, "centrifugo.client.ping_interval invalid-duration"],
  [{ client: { insecure: "yes" } }, "centrifugo.client.insecure wrong-type"],
  [{ client: { channel_limit: 1.5 } }, "centrifugo.client.channel_limit wrong-type"],
  [{ client: { channel_limit: -1 } }, "centrifugo.client.channel_limit out-of-range"],
  [{ client: { allowed_origins: "https://a.b" } }, "centrifugo.client.allowed_origins wrong-type"],
  [
    { client: { token: { audience_regex: "a(?=b)" } } },
    "centrifugo.client.token.audience_regex invalid-regular-expression",
  ],
  [
    { client: { token: { user_id_claim: "user-id" } } },
    "centrifugo.client.token.user_id_claim invalid-value",
  ],
  [{ log: { level: "loud" } }, "centrifugo.log.level unknown-value"],
  [{ http_server: { port: 70_000 } }, "centrifugo.http_server.port out-of-range"],
  [{ channel: { namespaces: {} } }, "centrifugo.channel.namespaces wrong-type"],
  [{ channel: { namespaces: [{ presence: true }] } }, "centrifugo.channel.namespaces[0].name missing"],
  [{ channel: { namespaces: [{ name: "a" }] } }, "centrifugo.channel.namespaces[0].name invalid-name"],
  [
    { channel: { namespaces: [{ name: "aa" }, { name: "aa" }] } },
    "centrifugo.channel.namespaces[1].name duplicate-name",
  ],
  [
    { channel: { namespaces: [{ name: "aa", map: { mode: "durable" } }] } },
    "centrifugo.channel.namespaces[0].map.mode unknown-value",
  ],
  [{ consumers: [{ name: "a-b", type: "kafka" }] }, "centrifugo.consumers[0].name invalid-name"],
  [{ consumers: [{ name: "jobs", type: "rabbit" }] }, "centrifugo.consumers[0].type unknown-value"],
  [
    { proxies: [{ name: "auth", endpoint: "backend:3000" }] },
    "centrifugo.proxies[0].endpoint invalid-endpoint",
  ],
  [{ websocket: { compression_level: 12 } }, "centrifugo.websocket.compression_level out-of-range"],
  [{ websocket: { handler_prefix: "ws" } }, "centrifugo.websocket.handler_prefix invalid-value"],
])("%j is refused as %s", (options, mistake) => {
  expect(found(options)).toEqual([mistake]);
});

test("names of the past lead to the names of v6", () => {
  expect(found({ token_hmac_secret_key: "x", namespaces: [], CENTRIFUGO_API_KEY: "x" })).toEqual([
    "centrifugo.token_hmac_secret_key renamed-option",
    "centrifugo.namespaces renamed-option",
    "centrifugo.CENTRIFUGO_API_KEY renamed-option",
  ]);
  expect(fixes({ token_hmac_secret_key: "x" })).toEqual([
    "Write `client: { token: { hmac_secret_key: … } }` under `centrifugo:`.",
  ]);
  expect(fixes({ channel: { namespaces: [{ name: "org", publish: true }] } })).toEqual([
    "Write `allow_publish_for_client: …` here.",
  ]);
  expect(fixes({ "client.allowed_origins": [] })).toEqual([
    "Write `client: { allowed_origins: … }` under `centrifugo:`.",
  ]);
});

test("a raw option that contradicts the rest of the stack file is a conflict, one that only adds is none", () => {
  const namespaces = '{"org":{"access":"token","history":{"size":10,"ttl":"1m"}}}';
  const org = (options: object) => JSON.stringify({ channel: { namespaces: [{ name: "org", ...options }] } });
  const check = (options: object) => load({ ...good, namespaces, centrifugo: org(options) });
  expect(() => check({ history_size: 10, allow_tags_filter: true })).not.toThrow();
  const issues = mistakes({
    namespaces,
    centrifugo: org({ history_size: 20, allow_subscribe_for_client: true }),
  });
  expect(issues.map(({ path, code }) => `${path} ${code}`)).toEqual([
    "centrifugo.channel.namespaces[0].history_size conflicting-setting",
    "centrifugo.channel.namespaces[0].allow_subscribe_for_client conflicting-setting",
  ]);
  expect(issues[0]?.message).toContain("`namespaces.org.history.size`, which makes it `10`");
});

test("what the deployment needs cannot be set otherwise, what it only prefers can", () => {
  expect(found({ http_server: { tls: { enabled: true } }, health: { enabled: false } })).toEqual([
    "centrifugo.http_server.tls.enabled conflicting-setting",
    "centrifugo.health.enabled conflicting-setting",
  ]);
  expect(() =>
    load({ ...good, centrifugo: '{"http_server":{"port":8080},"prometheus":{"enabled":false}}' }),
  ).not.toThrow();
  // Redis is managed unless the stack file says something else, and says so here.
  const redis = '{"mode":"managed"}';
  const engine = '{"engine":{"type":"memory"}}';
  expect(() => load({ ...good, centrifugo: engine })).not.toThrow();
  expect(mistakes({ redis, centrifugo: engine }).map(({ code }) => code)).toEqual(["conflicting-setting"]);
});
