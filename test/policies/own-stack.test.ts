import { expect, test } from "vitest";
import { fromPulumi } from "../../model/from-pulumi.ts";
import { checkModel } from "../../policies/check-model.ts";
import { describe } from "../../stacks/describe.ts";
import { makeCertificate } from "../config/stack.ts";
import { exampleConfig, exampleIdentity, externalRedis } from "../stacks/example-config.ts";

const { certificate: authority } = await makeCertificate("redis.example.com");

const check = (changes: Parameters<typeof exampleConfig>[0]) =>
  checkModel(fromPulumi(describe({ identity: exampleIdentity, config: exampleConfig(changes) })));

test("the rules find nothing in our own stack, and can check all of it", () => {
  expect(check({})).toEqual([]);
});

test.each([
  ["two shards", { addresses: ["shard-1:6379", "shard-2:6379"], user: "team", network: "others" }],
  [
    "Sentinels",
    { sentinel: { addresses: ["a:26379", "b:26379", "c:26379"], masterName: "main" }, network: "others" },
  ],
  ["a cluster", { addresses: ["node-1:6379", "node-2:6379"], cluster: true, network: "others" }],
  ["TLS outside of the Swarm", { addresses: ["redis.example.com:6380"], tls: { ca: authority } }],
])("they find nothing and can check all of it with a Redis of somebody else: %s", (_, written) => {
  const redis = externalRedis(written);
  expect(check({ redis, previousRedisPassword: undefined })).toEqual([]);
  expect(check({ redis, previousRedisPassword: undefined, redisPassword: undefined })).toEqual([]);
});

test("images built here are understood as well", () => {
  const images = {
    centrifugo: "lab.invalid/centrifugo:v6.9.1-0123456789ab",
    redis: "lab.invalid/redis:7.4.11-0123456789ab",
    traefik: "lab.invalid/traefik:v3.7.15-0123456789ab",
    socketProxy: "lab.invalid/haproxy:3.2.22-alpine-0123456789ab",
    testPage: "lab.invalid/node:24.21.0-alpine-0123456789ab",
  };
  expect(check({ images })).toEqual([]);
});

test.each([
  ["require-namespace-for-channel", { channels: ["chat:<room>"] }],
  [
    "use-secret-in-one-role",
    { tokenSecret: "one-value-for-all-roles-0123456789", apiKey: "one-value-for-all-roles-0123456789" },
  ],
  ["reject-scheme-in-api-key", { apiKey: "apikey 0123456789" }],
  ["require-api-key", { apiKey: "" }],
  ["reject-broken-websocket-upgrade", { images: { ...exampleConfig().images, traefik: "traefik:v3.3.0" } }],
])("%s is found in our own stack before its first resource is declared", (rule, changes) => {
  const found = check(changes).filter(({ kind }) => kind === "violation");
  expect(found.map((finding) => finding.rule)).toContain(rule);
  expect(JSON.stringify(found)).not.toContain("0123456789");
});

test("a websocket router of ours without HTTP/1.1 is found", () => {
  const resources = describe({ identity: exampleIdentity, config: exampleConfig() });
  const changed: typeof resources = JSON.parse(JSON.stringify(resources).replaceAll("http/1.1", "h2"));
  expect(checkModel(fromPulumi(changed)).map(({ rule }) => rule)).toEqual(["require-http1-in-alpn"]);
});
