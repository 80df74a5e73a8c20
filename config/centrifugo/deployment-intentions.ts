import type { Intention } from "./intention.ts";
import type { OptionPath } from "./option-path.ts";

/** User that Centrifugo logs in to the managed Redis with. */
export const redisUser = "centrifugo";

const plainHttp = "Traefik ends TLS and speaks plain HTTP to Centrifugo";
const allInterfaces = "Traefik and the backend reach a task over the Swarm's networks";
const readOnly = "the container's files are read-only, and its log is what the task prints";
const managedRedis = "Redis is a service of this stack";

/** What the deployment decides: where it listens, and what it is asked by Traefik, Swarm and the backend. */
export const deploymentIntentions: readonly Intention[] = [
  byDefault(["http_server", "port"], 8000, "Traefik sends clients there"),
  byDefault(["http_server", "internal_port"], "9000", "API, health and metrics stay off the public port"),
  needed(["http_server", "address"], "", allInterfaces),
  needed(["http_server", "internal_address"], "", allInterfaces),
  needed(["http_server", "tls", "enabled"], false, plainHttp),
  needed(["http_server", "internal_tls", "enabled"], false, plainHttp),
  needed(["http_server", "tls_autocert", "enabled"], false, plainHttp),
  needed(["http_server", "http3", "enabled"], false, plainHttp),
  needed(["health", "enabled"], true, "Swarm asks a task whether it is well"),
  needed(["log", "file"], "", readOnly),
  needed(["pid_file"], "", readOnly),
  byDefault(["prometheus", "enabled"], true, "metrics on the internal port"),
  byDefault(["shutdown", "timeout"], "30s", "a stopping task moves its clients to other tasks"),
];

/** The connection to the Redis that this stack deploys. */
export function managedRedisIntentions(address: string, isStated: boolean): Intention[] {
  const setting = isStated ? ["redis"] : undefined;
  const redis = (key: string, value: unknown) => ({
    ...needed(["engine", "redis", key], value, managedRedis),
    setting,
  });
  return [
    {
      option: ["engine", "type"],
      value: "redis",
      setting,
      why: managedRedis,
      strength: isStated ? "stated" : "default",
    },
    redis("address", [address]),
    redis("user", redisUser),
    redis("cluster_address", []),
    redis("sentinel_address", []),
    { ...needed(["engine", "redis", "tls", "enabled"], false, managedRedis), setting },
    byDefault(
      ["engine", "redis", "prefix"],
      "centrifugo",
      "Redis lets Centrifugo use keys of that prefix only",
    ),
  ];
}

function needed(option: OptionPath, value: unknown, why: string): Intention {
  return { option, value, setting: undefined, why, strength: "needed" };
}

function byDefault(option: OptionPath, value: unknown, why: string): Intention {
  return { option, value, setting: undefined, why, strength: "default" };
}
