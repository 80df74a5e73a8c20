import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { centrifugoConfig, centrifugoSecrets } from "../../stacks/centrifugo-config.ts";
import { redisConf, redisUsers } from "../../stacks/redis-config.ts";
import { traefikDynamic, traefikStatic } from "../../stacks/traefik-config.ts";
import { websocketLabels } from "../../stacks/traefik-labels.ts";
import { exampleConfig, exampleIdentity, exampleSecrets } from "./example-config.ts";

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
    expect(centrifugoSecrets(config)).toContain(`='${secret}'\n`);
    expect(centrifugoConfig(config, exampleIdentity)).not.toContain(secret);
  }
});

test("the Redis user accepts the new and the previous password, and the default user is off", () => {
  const users = redisUsers(config);
  expect(users).toContain("user default off");
  expect(users).toContain(
    `#${sha256(exampleSecrets.redisPassword)} #${sha256(exampleSecrets.previousRedisPassword)}`,
  );
  expect(users).not.toContain(exampleSecrets.redisPassword);
});

test("redis.conf keeps data within the limit and never evicts", () => {
  const lines = redisConf(config).split("\n");
  expect(lines).toContain(`maxmemory ${192 * 1024 ** 2}`);
  expect(lines).toContain("maxmemory-policy noeviction");
});

test("plain HTTP is sent to the port that clients see", () => {
  const other = exampleConfig({ traefik: { mode: "managed", replicas: 1, httpPort: 8081, httpsPort: 9443 } });
  expect(
    parse(traefikStatic(other, exampleIdentity)).entryPoints.web.http.redirections.entryPoint,
  ).toMatchObject({
    to: ":9443",
    scheme: "https",
  });
});

test("the router uses the TLS option that speaks HTTP/1.1 only", () => {
  const labels = websocketLabels(config, exampleIdentity, 8000);
  expect(labels["traefik.http.routers.example-websocket.tls.options"]).toBe("websocket@file");
  expect(parse(traefikDynamic()).tls.options.websocket.alpnProtocols).toEqual(["http/1.1"]);
  expect(labels["traefik.http.routers.example-websocket.rule"]).toBe(
    "Host(`centrifugo.example.com`) && PathPrefix(`/connection/`)",
  );
});
