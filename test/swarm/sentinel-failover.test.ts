import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestStack, type TestStack } from "../support/test-stack.ts";
import { watchFailover } from "./failover.ts";
import { type ForeignServers, foreignServers } from "./foreign-redis.ts";
import type { ForeignSentinels } from "./foreign-sentinels.ts";
import { deployWith } from "./with-redis.ts";

let stack: TestStack;
let servers: ForeignServers;
let sentinels: ForeignSentinels;

beforeAll(async () => {
  servers = await foreignServers();
  stack = await createTestStack({
    replicas: 2,
    channels: ["org:<organisation>:messages"],
    namespaces: {
      org: { access: "token", history: { size: 10, ttl: "5m" }, recovery: true },
      watch: { access: "public", history: { size: 1000, ttl: "5m" }, recovery: true },
    },
  });
  sentinels = await servers.startSentinels();
  await deployWith(stack, sentinels);
});
afterAll(async () => {
  try {
    await stack?.dispose();
  } finally {
    await servers?.dispose();
  }
});

test.each([
  ["container", 1],
  ["process", 0],
] as const)(
  "the master's %s dies: messages arrive again, or the doctor names the nodes",
  async (how, next) => {
    await sentinels.untilReplicated();
    const report = await watchFailover(stack, sentinels, how);
    const { healed, doctorAfter, text } = report;
    expect(report.masterAfter, text).toBe(sentinels.servers[next]);
    const isNamed = doctorAfter.some((line) => line.startsWith("redis-pubsub"));
    expect(healed || isNamed, text).toBe(true);
    if (healed)
      expect({ doctorAfter, lost: report.lostAfterwards }, text).toEqual({ doctorAfter: [], lost: 0 });
  },
);
