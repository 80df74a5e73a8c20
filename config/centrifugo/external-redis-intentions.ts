import { type ExternalRedis, sentinelUsesTls } from "../redis-external.ts";
import type { Intention } from "./intention.ts";

/** Where Centrifugo finds the certificate of the authority of an external Redis. */
export const redisAuthorityPath = "/centrifugo/redis-ca.pem";

const why = "Redis is somebody else's";

/** The connection to a Redis that somebody else runs. */
export function externalRedisIntentions(redis: ExternalRedis): Intention[] {
  const { addresses = [], cluster, sentinel, user = "", tls } = redis;
  return [
    stated(["engine", "type"], "redis", []),
    ...(sentinel === undefined && !cluster ? [option("address", addresses, "addresses")] : []),
    // One item is one shard; what stands between commas in it are nodes of that shard.
    option("cluster_address", cluster ? [addresses.join(",")] : [], cluster ? "addresses" : "cluster"),
    option("sentinel_address", sentinel ? [sentinel.addresses.join(",")] : [], "sentinel"),
    ...(sentinel === undefined ? [] : [option("sentinel_master_name", sentinel.masterName, "sentinel")]),
    ...(sentinel?.user === undefined ? [] : [option("sentinel_user", sentinel.user, "sentinel")]),
    option("user", user, "user"),
    ...tlsIntentions("tls", tls?.enabled === true, redis),
    ...tlsIntentions("sentinel_tls", sentinelUsesTls(redis), redis),
  ];
}

function tlsIntentions(group: string, isOn: boolean, { tls }: ExternalRedis): Intention[] {
  const at = (key: string, value: unknown) => stated(["engine", "redis", group, key], value, ["tls"]);
  if (!isOn) return group === "tls" ? [at("enabled", false)] : [];
  return [
    at("enabled", true),
    ...(tls?.ca === undefined ? [] : [at("server_ca_pem", redisAuthorityPath)]),
    ...(tls?.serverName === undefined ? [] : [at("server_name", tls.serverName)]),
  ];
}

function option(key: string, value: unknown, setting: string): Intention {
  return stated(["engine", "redis", key], value, [setting]);
}

function stated(path: readonly string[], value: unknown, setting: readonly string[]): Intention {
  return { option: path, value, setting: ["redis", ...setting], why, strength: "stated" };
}
