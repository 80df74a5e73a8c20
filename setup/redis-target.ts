import { redisUser } from "../config/centrifugo/deployment-intentions.ts";
import { sentinelUsesTls } from "../config/redis-external.ts";
import type { StackConfig } from "../config/stack-config.ts";
import { readHostAndPort } from "../config/values/host-and-port.ts";
import type { RedisTarget, SecretPlace } from "../doctor/doctor-target.ts";
import { centrifugoFacts } from "../stacks/centrifugo-options.ts";
import { objectName, type StackIdentity } from "../stacks/names.ts";
import type { StackOutputs } from "./outputs.ts";

/** The Redis of a stack of our own program: the one that it deploys, or somebody else's. */
export function redisTarget(
  config: StackConfig,
  identity: StackIdentity,
  outputs: StackOutputs,
): RedisTarget {
  const { redis } = config;
  const common = {
    ...(config.redisPassword === undefined ? {} : { password: inEnv("CENTRIFUGO_ENGINE_REDIS_PASSWORD") }),
    prefix: centrifugoFacts(config, identity).redisPrefix,
  };
  if (redis.mode === "managed") {
    const addresses = [{ host: objectName(identity, "redis"), port: 6379 }];
    return { ...common, addresses, network: objectName(identity, "redis"), user: redisUser };
  }
  const { sentinel, tls } = redis;
  const password = config.redisSentinelPassword;
  return {
    ...common,
    addresses: (sentinel?.addresses ?? redis.addresses ?? []).map(readHostAndPort),
    // Outside of the Swarm it is reached from every network with a way out.
    network: redis.network ?? outputs.networks.backend,
    ...(redis.user === undefined ? {} : { user: redis.user }),
    cluster: redis.cluster,
    tls: tls?.enabled === true || sentinelUsesTls(redis),
    external: true,
    ...(sentinel === undefined
      ? {}
      : {
          sentinel: {
            masterName: sentinel.masterName,
            ...(sentinel.user === undefined ? {} : { user: sentinel.user }),
            ...(password === undefined
              ? {}
              : { password: inEnv("CENTRIFUGO_ENGINE_REDIS_SENTINEL_PASSWORD") }),
          },
        }),
  };
}

function inEnv(variable: string): SecretPlace {
  return { path: "/centrifugo/.env", variable };
}
