import type { StackConfig } from "../config/stack-config.ts";
import type { ServiceDefinition } from "./definition.ts";
import { objectName, type StackIdentity, stackLabels } from "./names.ts";
import {
  managedSettings,
  redisConf,
  redisData,
  redisHealthUser,
  redisUsers,
  redisUsersFile,
} from "./redis-config.ts";

/** uid of the user `redis` in the official image. */
const uid = 999;
/** Name of the volume with Redis' data, without the stack's prefix. */
export const redisVolume = "redis-data";
const configPath = "/etc/redis/redis.conf";

/** One Redis task with its data in a named volume of the node that it runs on. */
export function redisDefinition(config: StackConfig, identity: StackIdentity): ServiceDefinition {
  const { node } = managedSettings(config);
  return {
    name: objectName(identity, "redis"),
    image: config.images.redis,
    command: ["redis-server"],
    args: [configPath],
    user: `${uid}:${uid}`,
    env: {},
    labels: stackLabels(identity),
    replicas: 1,
    networks: ["redis"],
    files: [
      { name: "redis-config", path: configPath, content: redisConf(config), secret: false, uid, mode: 0o444 },
      {
        name: "redis-users",
        path: redisUsersFile,
        content: redisUsers(config, identity),
        secret: true,
        roles: ["redis-password-hash"],
        uid,
        mode: 0o400,
      },
    ],
    // Made by the mount, where the task runs: a volume of Pulumi's could be destroyed with the stack, or
    // sit on another node.
    mounts: [
      {
        type: "volume",
        source: objectName(identity, redisVolume),
        target: redisData,
        labels: stackLabels(identity),
      },
    ],
    ports: [],
    healthcheck: {
      // redis-cli exits 0 on NOAUTH too, so the answer itself is looked at.
      test: ["CMD-SHELL", `REDISCLI_AUTH=none redis-cli --user ${redisHealthUser} ping | grep -q PONG`],
      interval: "3s",
      timeout: "2s",
      startPeriod: "20s",
      retries: 3,
    },
    stopGracePeriod: "30s",
    // Two tasks must never write to one volume.
    updateOrder: "stop-first",
    constraints: node === undefined ? [] : [`node.hostname==${node}`],
    limits: config.resources.redis,
  };
}
