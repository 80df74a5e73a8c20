import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { traefikSchema } from "../../config/traefik.ts";
import { centrifugoConfig, centrifugoSecrets } from "../../stacks/centrifugo-config.ts";
import { centrifugoFacts } from "../../stacks/centrifugo-options.ts";
import { redisConf, redisUsers } from "../../stacks/redis-config.ts";
import { traefikDynamic, traefikStatic } from "../../stacks/traefik-config.ts";
import { websocketLabels } from "../../stacks/traefik-labels.ts";
import { exampleConfig, exampleIdentity, exampleSecrets, managedRedis } from "./example-config.ts";

const config = exampleConfig();
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("a namespace with access by token gets no client-side right", () => {
  const { channel } = JSON.parse(centrifugoConfig(config, exampleIdentity));
  expect(channel.namespaces).toEqual([
    { name: "org", history_size: 100, history_ttl: "10m", force_recovery: true },
  ]);
});

test("the other kinds of access open exactly what they name", () => {
  const open = (access: "user" | "public") => {
    const namespaces = { feed: { access, recovery: false, presence: true } };
    return JSON.parse(centrifugoConfig(exampleConfig({ namespaces }), exampleIdentity)).channel.namespaces[0];
  };
  expect(open("user")).toEqual({ name: "feed", presence: true, allow_user_limited_channels: true });
  expect(open("public")).toEqual({
    name: "feed",
    presence: true,
    allow_subscribe_for_client: true,
    allow_subscribe_for_anonymous: true,
  });
});

test("Centrifugo's secrets are in the .env and nowhere in its config", () => {
  const { tokenSecret, apiKey, redisPassword } = exampleSecrets;
  for (const secret of [tokenSecret, apiKey, redisPassword]) {
    expect(centrifugoSecrets(config, exampleIdentity)).toContain(`='${secret}'\n`);
    expect(centrifugoConfig(config, exampleIdentity)).not.toContain(secret);
  }
});

test("the Redis user accepts the new and the previous password, and the default user is off", () => {
  const users = redisUsers(config, exampleIdentity);
  expect(users).toMatch(/^user default off ~centrifugo\S* /);
  expect(users).toContain(
    `#${sha256(exampleSecrets.redisPassword)} #${sha256(exampleSecrets.previousRedisPassword)}`,
  );
  expect(users).not.toContain(exampleSecrets.redisPassword);
});

test("redis.conf keeps data within the limit, never evicts, and keeps history over a restart", () => {
  const lines = redisConf(config).split("\n");
  expect(lines).toContain(`maxmemory ${192 * 1024 ** 2}`);
  expect(lines).toContain("maxmemory-policy noeviction");
  expect(lines).toContain("appendonly yes");
  expect(lines).toContain("appendfsync everysec");
});

test("redis.conf has sizes in bytes, since Redis' M is 1000²", () => {
  const pubsubOutputBuffer = { hard: "64M", soft: "16M", softTime: "1m30s" };
  const redis = managedRedis({ pubsubOutputBuffer }, 1);
  expect(redisConf(exampleConfig({ redis })).split("\n")).toContain(
    `client-output-buffer-limit pubsub ${64 * 1024 ** 2} ${16 * 1024 ** 2} 90`,
  );
});

test("without persistence Redis writes nothing to its volume", () => {
  const redis = managedRedis({ persistence: "none" }, 1);
  const lines = redisConf(exampleConfig({ redis })).split("\n");
  expect(lines).toContain("appendonly no");
  expect(lines).toContain('save ""');
});

test("plain HTTP is sent to the port that clients see", () => {
  const other = exampleConfig({ traefik: traefikSchema.parse({ httpPort: 8081, httpsPort: 9443 }) });
  expect(
    parse(traefikStatic(other, exampleIdentity)).entryPoints.web.http.redirections.entryPoint,
  ).toMatchObject({
    to: ":9443",
    scheme: "https",
  });
});

test("the router uses the TLS option that speaks HTTP/1.1 only", () => {
  const labels = websocketLabels(config, exampleIdentity, centrifugoFacts(config, exampleIdentity));
  expect(labels["traefik.http.routers.example-websocket.tls.options"]).toBe("websocket@file");
  expect(parse(traefikDynamic(config)).tls.options.websocket.alpnProtocols).toEqual(["http/1.1"]);
  expect(labels["traefik.http.routers.example-websocket.rule"]).toBe(
    "Host(`centrifugo.example.com`) && PathPrefix(`/connection/`)",
  );
});

test("the access log is off by default, and leaves out the query, where a token can stand", () => {
  const log = (accessLog: boolean) =>
    parse(traefikStatic(exampleConfig({ traefik: traefikSchema.parse({ accessLog }) }), exampleIdentity))
      .accessLog;
  expect(parse(traefikStatic(config, exampleIdentity)).accessLog).toBeUndefined();
  expect(log(false)).toBeUndefined();
  expect(log(true)).toEqual({ fields: { queryParameters: { defaultMode: "drop" } } });
});

test("the oldest version of TLS holds for every name, routed or not", () => {
  const traefik = traefikSchema.parse({ minTlsVersion: "VersionTLS13" });
  const { options } = parse(traefikDynamic(exampleConfig({ traefik }))).tls;
  expect(options).toMatchObject({
    default: { minVersion: "VersionTLS13" },
    websocket: { minVersion: "VersionTLS13" },
  });
});

test("a dot in the stack's name does not end the names of routers and middlewares", () => {
  const identity = { ...exampleIdentity, stack: "eu.example" };
  const labels = websocketLabels(config, identity, centrifugoFacts(config, identity));
  const names = Object.keys(labels).flatMap((key) => /^traefik\.http\.\w+\.([^.]+)\./.exec(key)?.[1] ?? []);
  expect(new Set(names)).toEqual(
    new Set(["eu-example-websocket", "eu-example-centrifugo", "eu-example-retry"]),
  );
});
