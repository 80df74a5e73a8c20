import { createHash } from "node:crypto";
import { redisUser } from "../config/centrifugo/deployment-intentions.ts";
import type { StackConfig } from "../config/stack-config.ts";
import { centrifugoFacts } from "./centrifugo-options.ts";
import type { StackIdentity } from "./names.ts";

/** Directory that the volume is mounted at. */
export const redisData = "/data";
export const redisUsersFile = "/etc/redis/users.acl";
/** May do nothing but PING, so that the health check needs no password. */
export const redisHealthUser = "health";

/** @throws Error where somebody else runs the Redis: nothing of it is made then. */
export function managedSettings({ redis }: StackConfig) {
  if (redis.mode === "managed") return redis;
  throw new Error("This stack has no Redis of its own.");
}

/** `redis.conf`. It holds nothing secret. */
export function redisConf(config: StackConfig): string {
  const redis = managedSettings(config);
  const { hardBytes, softBytes, softSeconds } = redis.pubsubOutputBuffer;
  return [
    "bind * -::*",
    "port 6379",
    // Access is by user and password; protected mode knows only the default user, which is off.
    "protected-mode no",
    `aclfile ${redisUsersFile}`,
    `dir ${redisData}`,
    `appendonly ${redis.persistence === "aof" ? "yes" : "no"}`,
    `appendfsync ${redis.appendFsync}`,
    'save ""',
    `maxmemory ${redis.maxMemoryBytes}`,
    `maxmemory-policy ${redis.maxMemoryPolicy}`,
    `client-output-buffer-limit pubsub ${hardBytes} ${softBytes} ${softSeconds}`,
    `io-threads ${redis.ioThreads}`,
    `loglevel ${redis.logLevel}`,
    "tcp-keepalive 60",
    "",
  ].join("\n");
}

/**
 * The users' file. Centrifugo's user may have two passwords at once, so that a rotation has no gap;
 * passwords stand in it as SHA-256, as Redis wants them.
 */
export function redisUsers(config: StackConfig, identity: StackIdentity): string {
  const { redisPrefix } = centrifugoFacts(config, identity);
  const passwords = [config.redisPassword, config.previousRedisPassword]
    .filter((password) => password !== undefined)
    .map((password) => `#${createHash("sha256").update(password).digest("hex")}`)
    .join(" ");
  const rights = `~${redisPrefix}* &${redisPrefix}* +@all -@admin -@dangerous`;
  return [
    // Nobody can log in as this user. Redis reads its own append-only file with its rights, and without them drops
    // every transaction in it, which is all of Centrifugo's history (redis#14541).
    `user default off ${rights}`,
    `user ${redisUser} on ${passwords} ${rights} +info`,
    `user ${redisHealthUser} on nopass -@all +ping`,
    "",
  ].join("\n");
}
