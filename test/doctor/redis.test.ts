import { expect, test } from "vitest";
import type { Check } from "../../doctor/check.ts";
import { centrifugoListens } from "../../doctor/checks/redis/centrifugo-listens.ts";
import { redisPing } from "../../doctor/checks/redis/ping.ts";
import { redisSentinel } from "../../doctor/checks/redis/sentinel.ts";
import { redisVersion } from "../../doctor/checks/redis/version.ts";
import { type DoctorContext, doctorContext } from "../../doctor/doctor-context.ts";
import type { RedisTarget } from "../../doctor/doctor-target.ts";
import type { Task } from "../../doctor/facts/tasks.ts";
import { parseRedisAnswers } from "../../doctor/inside/redis-answers.ts";

/** As a job printed it, of Redis 7.0.15; shortened. */
const server = (place: string, role = "master", nodes = ["1a", "2b"]) => [
  `@server ${place} yes`,
  "+OK",
  "+PONG",
  `*${nodes.length}`,
  ...nodes.flatMap((node) => ["$15", `centrifugo.node.${node}`]),
  "$4881",
  "# Server",
  "redis_version:7.0.15",
  `role:${role}`,
  "+OK",
  "",
];
const silent = (place: string) => [`@server ${place} yes`, "", ""];

const answersOf = (...lines: readonly (readonly string[])[]) =>
  parseRedisAnswers(lines.flat().join("\n"), "centrifugo.");

const shards = { addresses: [], network: "shared", prefix: "centrifugo", external: true };
const behindSentinels = { ...shards, sentinel: { masterName: "main" } };

/** What a check says where a job has printed this, with two tasks of Centrifugo. */
function outcome(check: Check<DoctorContext>, redis: RedisTarget, ...lines: readonly (readonly string[])[]) {
  const context = doctorContext({
    channels: [],
    swarm: {
      services: { centrifugo: "dev_centrifugo" },
      replicas: 2,
      network: "dev_backend",
      apiKey: { secret: "key" },
      image: "image",
      redis,
    },
  });
  const { facts } = context;
  if (facts === undefined) throw new Error("there is a Swarm");
  const task = (id: string): Task => ({
    id,
    serviceId: "1",
    createdAt: 0,
    since: 0,
    state: "running",
    desiredState: "running",
    settings: "",
    error: "",
  });
  const inside = { ...facts.inside, redis: async () => answersOf(...lines) };
  return check.run({ ...context, facts: { ...facts, inside, running: async () => [task("a"), task("b")] } });
}

test("every shard has to answer, and the one that does not is named", async () => {
  const [one, two] = [server("shard-1 6379"), server("shard-2 6379")];
  expect(await outcome(redisPing, shards, one, two)).toEqual({
    status: "pass",
    detail: "PONG at shard-1:6379; PONG at shard-2:6379",
  });
  expect(await outcome(redisPing, shards, one, silent("shard-2 6379"))).toMatchObject({
    status: "fail",
    expected: "an answer at shard-2:6379",
    fix: expect.stringContaining("redis.network"),
  });
  expect(await outcome(redisVersion, shards, one, server("shard-2 6379", "slave"))).toMatchObject({
    status: "fail",
    seen: "role slave at shard-2:6379",
  });
});

test("a refused password is told in the words of the stack file", async () => {
  const refused = ["@server redis 6379 yes", "-WRONGPASS invalid username-password pair", "-NOAUTH", ""];
  expect(await outcome(redisPing, shards, refused)).toMatchObject({
    status: "fail",
    seen: "-WRONGPASS invalid username-password pair",
    fix: expect.stringContaining("pulumi config set --secret redisPassword"),
  });
});

test("what speaks TLS is not asked, and says so", async () => {
  expect(await outcome(redisPing, { ...shards, tls: true })).toMatchObject({ status: "skip" });
  expect(await outcome(redisSentinel, { ...behindSentinels, tls: true })).toMatchObject({ status: "skip" });
});

test("Sentinels that agree name the master that is asked", async () => {
  const lines = [
    ["@sentinel s1 26379 main-1 6379 "],
    ["@sentinel s2 26379 main-1 6379 "],
    server("main-1 6379"),
  ];
  expect(await outcome(redisSentinel, behindSentinels, ...lines)).toEqual({
    status: "pass",
    detail: "main-1:6379, say 2 of 2",
  });
  expect(await outcome(redisPing, behindSentinels, ...lines)).toMatchObject({ status: "pass" });
});

test.each([
  ["disagree", ["main-1 6379", "main-2 6379", "main-2 6379"], /disagree/],
  ["know no such master", ["", "", ""], /none knows a master called main/],
  ["want a password", ["-NOAUTH Authentication required. ", "", ""], /user and password/],
  ["are mostly away", ["main-1 6379", "", ""], /Too few Sentinels/],
])("Sentinels that %s are a failure with its cause", async (_, said, cause) => {
  const lines = said.map((words, index) => [`@sentinel s${index} 26379 ${words} `]);
  const found = await outcome(redisSentinel, behindSentinels, ...lines);
  expect(found).toMatchObject({ status: "fail", cause: expect.stringMatching(cause) });
});

test("a node that did not come to the new master is told, with the command that mends it", async () => {
  const lines = [["@sentinel s1 26379 main-2 6379 "], server("main-2 6379", "master", ["1a"])];
  expect(await outcome(centrifugoListens, behindSentinels, ...lines)).toMatchObject({
    status: "fail",
    cause: expect.stringMatching(/^1 of 2 nodes did not come to the master that the Sentinels name/),
    fix: expect.stringContaining("docker service update --force dev_centrifugo"),
  });
});

test("whoever runs that Redis may keep INFO to himself", async () => {
  const silentAboutInfo = ["@server redis 6379 yes", "+OK", "+PONG", "*0", "-NOPERM", "+OK", ""];
  expect(await outcome(redisVersion, shards, silentAboutInfo)).toMatchObject({ status: "skip" });
  expect(await outcome(redisVersion, { ...shards, external: false }, silentAboutInfo)).toMatchObject({
    status: "fail",
  });
});
