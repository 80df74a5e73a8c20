import { expect, test } from "vitest";
import { good, load, mistakes } from "./stack.ts";

const limits = { resources: '{"redis":{"memory":"1G","cpus":4}}' };

test("sizes and times of Redis are parsed, and what is not said stays as Redis has it", () => {
  const { redis } = load({
    ...good,
    ...limits,
    redis:
      '{"ioThreads":"4","appendFsync":"no","pubsubOutputBuffer":{"hard":"64M","soft":"16M","softTime":"2m"}}',
  });
  expect(redis).toEqual({
    mode: "managed",
    maxMemoryBytes: 768 * 1024 ** 2,
    maxMemoryPolicy: "noeviction",
    persistence: "aof",
    appendFsync: "no",
    ioThreads: 4,
    logLevel: "notice",
    pubsubOutputBuffer: { hardBytes: 64 * 1024 ** 2, softBytes: 16 * 1024 ** 2, softSeconds: 120 },
  });
  expect(load(good).redis).toMatchObject({
    pubsubOutputBuffer: { hardBytes: 32 * 1024 ** 2, softBytes: 8 * 1024 ** 2, softSeconds: 60 },
  });
});

test.each([
  [
    "redis.appendFsync",
    { redis: '{"persistence":"none","appendFsync":"always"}' },
    "fsync-without-aof",
    "Remove it, or set `persistence: aof`.",
  ],
  [
    "redis.ioThreads",
    { redis: '{"ioThreads":4}' },
    "redis-threads",
    "Lower it, or raise `resources.redis.cpus` to 4.",
  ],
  [
    "redis.pubsubOutputBuffer.soft",
    { redis: '{"pubsubOutputBuffer":{"hard":"8M","soft":"16M","softTime":"60s"}}' },
    "soft-above-hard",
    "Lower `soft` or raise `hard`: a node is cut off at `hard` before `soft` could count.",
  ],
  [
    "redis.pubsubOutputBuffer.softTime",
    { redis: '{"pubsubOutputBuffer":{"hard":"8M","soft":"4M"}}' },
    "missing",
    "Add `softTime: 60s`.",
  ],
  [
    "redis.maxMemoryPolicy",
    { redis: '{"maxMemoryPolicy":"noevicton"}' },
    "unknown-value",
    "Did you mean `noeviction`?",
  ],
  [
    "traefik.dialTimeout",
    { traefik: '{"dialTimeout":300}' },
    "missing-unit",
    "Add the unit: `300ms` for milliseconds, `300s` for seconds, `300m` for minutes, `300h` for hours.",
  ],
  [
    "traefik.trustedIps[1]",
    { traefik: '{"trustedIps":["10.0.0.0/8","0.0.0.0/0"]}' },
    "range-too-wide",
    "Name the load balancers alone: whoever is in the range can claim to be any client.",
  ],
  [
    "traefik.trustedIps[0]",
    { traefik: '{"trustedIps":["10.0.0.0/33"]}' },
    "invalid-ip-range",
    "Write an address such as `10.0.0.5` or a range such as `10.0.0.0/8`.",
  ],
])("%s in %j is refused as %s: %s", (path, settings, code, fix) => {
  expect(mistakes(settings)).toMatchObject([{ path, code, fix }]);
});

test("what is wrong by itself is said once, without what only follows from it", () => {
  const found = mistakes({
    redis:
      '{"persistence":"none","appendFsync":"sometimes","ioThreads":64,"pubsubOutputBuffer":{"hard":"1K","soft":"8M","softTime":"60s"}}',
  });
  expect(found.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
    "redis.appendFsync unknown-value",
    "redis.ioThreads out-of-range",
    "redis.pubsubOutputBuffer.hard out-of-range",
  ]);
});
