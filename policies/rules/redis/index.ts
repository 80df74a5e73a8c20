import type { Rule } from "../../rule.ts";
import { keepHistoryFromEviction } from "./keep-history-from-eviction.ts";
import { keepRedisPasswordOutOfArguments } from "./keep-redis-password-out-of-arguments.ts";
import { keepRedisUnpublished } from "./keep-redis-unpublished.ts";
import { keepRightsOfDefaultUser } from "./keep-rights-of-default-user.ts";
import { limitRedisMemory } from "./limit-redis-memory.ts";
import { pinRedisToItsVolume } from "./pin-redis-to-its-volume.ts";
import { rejectFsyncOnEveryWrite } from "./reject-fsync-on-every-write.ts";
import { requireReachableRedis } from "./require-reachable-redis.ts";
import { requireRedisPassword } from "./require-redis-password.ts";
import { requireRedisVersion } from "./require-redis-version.ts";
import { requireWorkingRedisHealthcheck } from "./require-working-redis-healthcheck.ts";
import { runOneRedis } from "./run-one-redis.ts";
import { separateRedisPrefixes } from "./separate-redis-prefixes.ts";
import { stopRedisBeforeUpdate } from "./stop-redis-before-update.ts";
import { useSameRedisPassword } from "./use-same-redis-password.ts";

/** Rules on Redis, in the order in which they are listed. */
export const redisRules: readonly Rule[] = [
  requireReachableRedis,
  useSameRedisPassword,
  requireRedisPassword,
  keepRedisPasswordOutOfArguments,
  keepRedisUnpublished,
  runOneRedis,
  separateRedisPrefixes,
  stopRedisBeforeUpdate,
  requireRedisVersion,
  requireWorkingRedisHealthcheck,
  keepRightsOfDefaultUser,
  keepHistoryFromEviction,
  limitRedisMemory,
  pinRedisToItsVolume,
  rejectFsyncOnEveryWrite,
];
