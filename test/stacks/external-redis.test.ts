import { expect, test } from "vitest";
import { deployedImages } from "../../setup/deployed-images.ts";
import { redisTarget } from "../../setup/redis-target.ts";
import { centrifugoConfig, centrifugoSecrets } from "../../stacks/centrifugo-config.ts";
import { definitions } from "../../stacks/definitions.ts";
import { describe } from "../../stacks/describe.ts";
import { guardSwarm, type SwarmFacts } from "../../stacks/swarm-guard.ts";
import { makeCertificate } from "../config/stack.ts";
import { exampleConfig, exampleIdentity, exampleSecrets, externalRedis } from "./example-config.ts";
import { externalConfig } from "./external-config.ts";
import { recordRealtime } from "./recorded.ts";

const { certificate: ca } = await makeCertificate("redis.internal");
const configWith = (redis: object, changes: object = {}) =>
  exampleConfig({ redis: externalRedis(redis), previousRedisPassword: undefined, ...changes });
const shards = { addresses: ["shard-1:6379", "shard-2:6379"], user: "team", network: "shared" };
const sentinel = { addresses: ["a:26379", "b:26379"], masterName: "main", user: "watcher" };

const engineOf = (redis: object) => JSON.parse(centrifugoConfig(configWith(redis), exampleIdentity)).engine;

test("Centrifugo is told where Redis is, and nothing of it is secret", () => {
  expect(engineOf(shards)).toEqual({
    type: "redis",
    redis: { address: ["shard-1:6379", "shard-2:6379"], user: "team" },
  });
  expect(engineOf({ addresses: ["n1:6379", "n2:6379"], cluster: true }).redis).toEqual({
    cluster_address: ["n1:6379,n2:6379"],
  });
  expect(engineOf({ sentinel }).redis).toEqual({
    sentinel_address: ["a:26379,b:26379"],
    sentinel_master_name: "main",
    sentinel_user: "watcher",
  });
});

test("TLS holds for the Sentinels as well unless they speak none", () => {
  const tls = { ca, serverName: "redis.internal" };
  const told = { enabled: true, server_ca_pem: "/centrifugo/redis-ca.pem", server_name: "redis.internal" };
  expect(engineOf({ sentinel, tls }).redis).toMatchObject({ tls: told, sentinel_tls: told });
  const { redis } = engineOf({ sentinel: { ...sentinel, tls: false }, tls });
  expect(redis).toMatchObject({ tls: told });
  expect(redis).not.toHaveProperty("sentinel_tls");
  expect(engineOf({ ...shards, tls: { enabled: false, ca } }).redis).not.toHaveProperty("tls");
});

test("passwords are in the .env, those that are there and no others", () => {
  const env = (changes: object) => centrifugoSecrets(configWith({ sentinel }, changes), exampleIdentity);
  const redisSentinelPassword = "sentinel-6f7a8b9c0d1e2f3a4b5c6d7e";
  const both = env({ redisSentinelPassword });
  expect(both).toContain(`CENTRIFUGO_ENGINE_REDIS_PASSWORD='${exampleSecrets.redisPassword}'\n`);
  expect(both).toContain(`CENTRIFUGO_ENGINE_REDIS_SENTINEL_PASSWORD='${redisSentinelPassword}'\n`);
  expect(env({ redisPassword: undefined })).not.toContain("REDIS");
});

test("the authority is a Swarm config of its own, and a task finds it where its configuration says", () => {
  const { files } = definitions.centrifugo(configWith({ ...shards, tls: { ca } }), exampleIdentity);
  const file = files.find(({ name }) => name === "redis-ca");
  expect(file).toMatchObject({ path: "/centrifugo/redis-ca.pem", content: ca, secret: false });
});

test("no Redis, no network and no image of one are left, and Centrifugo joins the other network by its id", async () => {
  const config = configWith(shards);
  const networkIds = new Map([["shared", "id-of-shared"]]);
  const recorded = await recordRealtime({ identity: exampleIdentity, config, networkIds });
  const named = recorded.filter(({ type }) => /:(Service|Network)$/.test(type)).map(({ name }) => name);
  expect(named.filter((name) => /redis/.test(name))).toEqual([]);
  const centrifugo = recorded.find(
    ({ name, type }) => name === "example_centrifugo" && /:Service$/.test(type),
  );
  expect(centrifugo?.props["taskSpec"]).toMatchObject({
    networksAdvanceds: [
      { id: "id-of-example_edge" },
      { id: "id-of-example_backend" },
      { id: "id-of-shared" },
    ],
  });
  expect(deployedImages(config)).not.toContain(config.images.redis);
  const described = describe({ identity: exampleIdentity, config }).map(({ name }) => name);
  expect(described.sort()).toEqual(
    [...new Set(recorded.filter(({ type }) => type.startsWith("docker:")).map(({ name }) => name))].sort(),
  );
});

const guard = (redis: object, facts: Partial<SwarmFacts>) =>
  guardSwarm(
    { clusterId: "a", nodes: 1, overlays: new Map(), foreign: [], ...facts },
    exampleIdentity,
    configWith(redis),
    undefined,
  );

test("several nodes need none that keeps Redis' data, and a foreign service of that name is in nobody's way", () => {
  const foreign = [{ kind: "service", name: "example_redis" }] as const;
  const overlays = new Map([["shared", "1"]]);
  expect(() => guard(shards, { nodes: 3, overlays, foreign })).not.toThrow();
});

test("a network that is not there, or is the stack's own, is refused", () => {
  expect(() => guard(shards, {})).toThrow(/no overlay network `shared` \(`redis\.network`\)/);
  const overlays = new Map([["example_backend", "1"]]);
  const own = { ...shards, network: "example_backend" };
  expect(() => guard(own, { overlays })).toThrow(/names a network of this stack itself/);
  expect(() => guard({ addresses: ["redis.example.com:6379"] }, {})).not.toThrow();
});

test("a network that leads to Redis and to Traefik is joined once", () => {
  const { networks, foreignNetworks } = definitions.centrifugo(
    { ...externalConfig(), redis: externalRedis({ ...shards, network: "traefik-public" }) },
    exampleIdentity,
  );
  expect({ networks, foreignNetworks }).toEqual({ networks: ["edge", "backend"], foreignNetworks: [] });
});

test("the doctor is told where to ask, with whose password, and what cannot be asked", () => {
  const outputs = {
    websocketUrl: "",
    apiUrl: "",
    services: { centrifugo: "", traefik: "", socketProxy: "" },
    networks: { backend: "example_backend" },
    secrets: { tokenSecret: "", apiKey: "" },
  };
  const target = (redis: object, changes: object = {}) =>
    redisTarget(configWith(redis, changes), exampleIdentity, outputs);
  expect(target(shards)).toMatchObject({
    addresses: [
      { host: "shard-1", port: 6379 },
      { host: "shard-2", port: 6379 },
    ],
    network: "shared",
    user: "team",
    password: { variable: "CENTRIFUGO_ENGINE_REDIS_PASSWORD" },
    external: true,
    tls: false,
  });
  const { addresses, network } = target({ addresses: ["[fd00::1]:6380"], tls: {} });
  expect({ addresses, network }).toEqual({
    addresses: [{ host: "fd00::1", port: 6380 }],
    network: "example_backend",
  });
  expect(target({ sentinel, tls: {} }, { redisPassword: undefined })).toMatchObject({
    tls: true,
    sentinel: { masterName: "main", user: "watcher" },
  });
  expect(target({ sentinel }, { redisPassword: undefined })).not.toHaveProperty("password");
});
