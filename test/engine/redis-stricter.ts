import type { Stricter } from "./faulty-values.ts";
import { bufferFault, fault, line, type RedisFault } from "./redis-faults.ts";
import type { RedisFiles } from "./run-redis.ts";

const withoutAof: RedisFault = {
  setting: "appendFsync",
  value: "always",
  write: (settings) => ({ ...settings, persistence: "none", appendFsync: "always" }),
  render: line("appendonly", "appendonly no"),
};

/** What Redis takes and we refuse. */
export const stricterRedis: readonly Stricter<RedisFiles>[] = [
  {
    code: "missing-unit",
    reason: "Redis reads bytes, so that `256` would be a Redis that refuses every write.",
    fault: fault("maxMemory", "256"),
    random: true,
  },
  {
    code: "out-of-range",
    reason: "Redis starts with less than a megabyte, and only warns.",
    fault: fault("maxMemory", "500K"),
    random: true,
  },
  {
    code: "invalid-memory",
    reason: "To Redis `mb` is 1024² and `m` 1000²; a stack file has one spelling for all its sizes.",
    fault: fault("maxMemory", "256MB"),
    random: false,
  },
  {
    code: "invalid-memory",
    reason: "To Redis a unit without a number is 0, and 0 is no limit.",
    fault: fault("maxMemory", "M"),
    random: false,
  },
  {
    code: "out-of-range",
    reason: "More threads than eight hardly help, says Redis' own redis.conf; it takes 128.",
    fault: fault("ioThreads", 9),
    random: true,
  },
  {
    code: "unknown-value",
    reason: "Redis takes its words in any case; a stack file has one spelling.",
    fault: fault("appendFsync", "EVERYSEC"),
    random: false,
  },
  {
    code: "fsync-without-aof",
    reason: "Redis ignores it then, which whoever wrote it did not mean.",
    fault: withoutAof,
    random: true,
  },
  {
    code: "missing-unit",
    reason: "All durations of a stack file have a unit; Redis counts seconds.",
    fault: bufferFault("softTime", "60"),
    random: true,
  },
  {
    code: "out-of-range",
    reason: "To Redis 0 is no limit: one slow node would fill its memory.",
    fault: bufferFault("hard", "0M"),
    random: true,
  },
  {
    code: "soft-above-hard",
    reason: "Redis takes a soft limit that can never be reached.",
    fault: bufferFault("soft", "1G"),
    random: true,
  },
];
