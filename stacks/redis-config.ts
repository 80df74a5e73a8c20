import { createHash } from "node:crypto";
import type { StackConfig } from "../config/stack-config.ts";
import { redisPrefix, redisUser } from "./centrifugo-config.ts";

/** Directory that the volume is mounted at. */
export const redisData = "/data";
export const redisUsersFile = "/etc/redis/users.acl";
/** May do nothing but PING, so that the health check needs no password. */
export const redisHealthUser = "health";

/** `redis.conf`. It holds nothing secret. */
export function redisConf(config: StackConfig): string {
  return [
    "bind * -::*",
    "port 6379",
    // Access is by user and password; protected mode knows only the default user, which is off.
    "protected-mode no",
    `aclfile ${redisUsersFile}`,
    `dir ${redisData}`,
    "appendonly yes",
    "appendfsync everysec",
    'save ""',
    `maxmemory ${config.redis.maxMemoryBytes}`,
    // Evicted history would look to clients as if nothing had been sent.
    "maxmemory-policy noeviction",
    "tcp-keepalive 60",
    "",
  ].join("\n");
}

/**
 * The users' file. Centrifugo's user may have two passwords at once, so that a rotation has no gap;
 * passwords stand in it as SHA-256, as Redis wants them.
 */
export function redisUsers(config: StackConfig): string {
  const passwords = [config.redisPassword, config.previousRedisPassword]
    .filter((password) => password !== undefined)
    .map((password) => `#${createHash("sha256").update(password).digest("hex")}`)
    .join(" ");
  return [
    "user default off",
    `user ${redisUser} on ${passwords} ~${redisPrefix}* &${redisPrefix}* +@all -@admin -@dangerous +info`,
    `user ${redisHealthUser} on nopass -@all +ping`,
    "",
  ].join("\n");
}
