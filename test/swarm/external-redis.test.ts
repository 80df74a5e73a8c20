import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findStack } from "../../doctor/targets/service-target.ts";
import { newSecret } from "../../setup/secrets.ts";
import { diagnose } from "../support/diagnose.ts";
import { docker, namesOf } from "../support/docker.ts";
import { expectQuiet } from "../support/expect-quiet.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";
import { type ForeignRedis, type ForeignServers, foreignServers } from "./foreign-redis.ts";
import { deployWith } from "./with-redis.ts";

const channel = "org:<organisation>:messages";
let stack: TestStack;
let servers: ForeignServers;

beforeAll(async () => {
  servers = await foreignServers();
  stack = await createTestStack({
    replicas: 2,
    channels: [channel],
    namespaces: {
      org: { access: "token", history: { size: 10, ttl: "5m" }, recovery: true },
    },
  });
});
afterAll(async () => {
  try {
    await stack?.dispose();
  } finally {
    await servers?.dispose();
  }
});

/** The state of other people's services, as far as a stack of ours could have changed it. */
async function seenOf({ services }: ForeignRedis): Promise<string> {
  const inspected = await docker("service", "inspect", "--format", "{{.ID}} {{.Version.Index}}", ...services);
  const network = await docker("network", "inspect", "--format", "{{.ID}} {{.Labels}}", servers.network);
  return `${inspected}\n${network}`;
}

test("a network that is not there is refused before anything is made", async () => {
  await stack.configure({ redis: { mode: "external", addresses: ["redis:6379"], network: "nobodys" } });
  const { exitCode, output } = await stack.pulumi(["preview"]);
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(/no overlay network `nobodys` \(`redis\.network`\)/);
});

test("a stack begins with a Redis of its own, and keeps its data when it goes to another one", async () => {
  await stack.configure({ redis: undefined });
  const { exitCode, output } = await stack.pulumi([
    "config",
    "set",
    "--secret",
    "redisPassword",
    newSecret(),
  ]);
  expect(exitCode, output).toBe(0);
  await stack.up();
  expect((await stack.outputs()).services.redis).toBe(`${stack.name}_redis`);
});

const start = {
  "two shards": () => servers.startShards(),
  "TLS with an authority of its own": () => servers.startTls(),
  "a cluster of three": () => servers.startCluster(),
  "three Sentinels": () => servers.startSentinels(),
};
const foreign: ForeignRedis[] = [];

const kinds = [
  "two shards",
  "TLS with an authority of its own",
  "a cluster of three",
  "three Sentinels",
] as const;

describe.each(kinds)("%s", (kind) => {
  let redis: ForeignRedis;
  let before: string;
  let said: string;
  beforeAll(async () => {
    redis = await start[kind]();
    foreign.push(redis);
    before = await seenOf(redis);
    said = await deployWith(stack, redis);
  });

  test("the stack has no Redis, volume or network of its own for it", async () => {
    const { services } = await stack.outputs();
    expect(services.redis).toBeUndefined();
    expect((await namesOf("service", `${stack.name}_`)).sort()).toEqual(
      ["centrifugo", "socket-proxy", "traefik"].map((name) => `${stack.name}_${name}`),
    );
    // Of before; data is only ever removed when somebody asks for it.
    expect(await namesOf("volume", `${stack.name}_`)).toEqual([`${stack.name}_redis-data`]);
    expect(await namesOf("network", `${stack.name}_redis`)).toEqual([]);
  });

  test("the doctor finds nothing wrong, and a message from each node reaches each node", async () => {
    const { failed, delivered, details } = await diagnose(stack);
    expect(failed).toEqual([]);
    expect(delivered).toBe(true);
    expect(details.get("delivery")).toMatch(/from 2 nodes, .* on 2 nodes/);
    expect(Object.fromEntries([...details].filter(([id]) => id.startsWith("redis-")))).toEqual(
      expectedDetails[kind],
    );
  });

  test("a preview that reads everything back has nothing to change, and the rules nothing to say", () =>
    expectQuiet(stack, "--refresh"));

  test("the warning about failovers is shown where Sentinels are used, and there alone", () => {
    const isWarned = /redis\.sentinel: after a failover/.test(said);
    expect(isWarned, said).toBe(kind === "three Sentinels");
  });

  test("no service, config or state shows its passwords", async () => {
    const seen = [
      await docker("service", "inspect", ...(await namesOf("service", `${stack.name}_`))),
      await docker("config", "inspect", ...(await namesOf("config", `${stack.name}_`))),
      (await stack.pulumi(["stack", "export"])).output,
      said,
    ].join("\n");
    for (const password of Object.values(redis.secrets)) expect(seen.includes(password)).toBe(false);
  });

  test("the doctor finds it from the service alone", async () => {
    const { swarm } = await findStack(`${stack.name}_centrifugo`, undefined);
    expect(swarm.redis).toMatchObject({
      network: servers.network,
      tls: kind === "TLS with an authority of its own",
      addresses: (await stack.doctorTarget()).swarm.redis?.addresses,
    });
  });

  test("what belongs to others is as it was", async () => {
    expect(await seenOf(redis)).toBe(before);
  });
});

const expectedDetails = {
  "two shards": {
    "redis-sentinel": expect.stringMatching(/^skip: no Sentinels/),
    "redis-ping": expect.stringMatching(/^pass: PONG at .*shard-1:6379; PONG at .*shard-2:6379$/),
    "redis-version": expect.stringMatching(/^pass: 7[\d.]+, master$/),
    "redis-memory": expect.stringMatching(/^pass: .* of no limit/),
    "redis-pubsub": "pass: 2 nodes under the prefix centrifugo",
  },
  "TLS with an authority of its own": {
    "redis-sentinel": expect.stringMatching(/^skip: no Sentinels/),
    "redis-ping": expect.stringMatching(/^skip: it speaks TLS/),
    "redis-version": "skip: needs redis-ping, which was skipped",
    "redis-memory": "skip: needs redis-version, which was skipped",
    "redis-pubsub": "skip: needs redis-ping, which was skipped",
  },
  "a cluster of three": {
    "redis-sentinel": expect.stringMatching(/^skip: no Sentinels/),
    "redis-ping": expect.stringMatching(/^pass: PONG at .*node-1:6379; .*node-2:6379; .*node-3:6379$/),
    "redis-version": expect.stringMatching(/^pass: 7[\d.]+, master$/),
    "redis-memory": expect.stringMatching(/^pass: .* of no limit/),
    "redis-pubsub": expect.stringMatching(/^skip: each node of a cluster/),
  },
  "three Sentinels": {
    "redis-sentinel": expect.stringMatching(/^pass: .*-main-1:6379, say 3 of 3$/),
    "redis-ping": expect.stringMatching(/^pass: PONG at .*-main-1:6379$/),
    "redis-version": expect.stringMatching(/^pass: 7[\d.]+, master$/),
    "redis-memory": expect.stringMatching(/^pass: .* of no limit/),
    "redis-pubsub": "pass: 2 nodes under the prefix centrifugo",
  },
};

test("destroy leaves the services and the network of others untouched", async () => {
  const before = await Promise.all(foreign.map(seenOf));
  const { exitCode, output } = await stack.pulumi(["destroy", "--yes"]);
  expect(exitCode, output).toBe(0);
  for (const kind of ["service", "network", "config"] as const) {
    expect(await namesOf(kind, `${stack.name}_`), kind).toEqual([]);
  }
  expect(await Promise.all(foreign.map(seenOf))).toEqual(before);
  expect(foreign).toHaveLength(kinds.length);
});
