import { parseJson } from "./coerce.ts";
import { settingsOf } from "./cross-check.ts";
import type { Finding } from "./explain.ts";
import { externalFields } from "./redis-external.ts";
import { managedFields } from "./redis-managed.ts";

/** True for a setting `redis`, as it is written or as Pulumi hands it over, of a Redis that somebody else runs. */
export function isExternalRedis(written: unknown): boolean {
  const redis = typeof written === "string" ? parseJson(written) : written;
  return settingsOf(redis)["mode"] === "external";
}

/**
 * Settings of a Redis of the other mode, in what a person wrote: the schema would fill in defaults, and pass over
 * the rest.
 */
export function redisModeFindings(input: Readonly<Record<string, unknown>>): Finding[] {
  const redis = settingsOf(input["redis"]);
  if (redis["mode"] === "external") {
    return [
      ...managedPaths(input).map(managedOnly),
      ...(redis["sentinel"] === undefined && input["redisSentinelPassword"] !== undefined
        ? [withoutSentinel(["redisSentinelPassword"])]
        : []),
    ];
  }
  if (redis["mode"] !== undefined && redis["mode"] !== "managed") return [];
  const written = Object.keys(redis).filter((key) => Object.hasOwn(externalFields, key));
  const paths = written.map((key) => ["redis", key]);
  const password = input["redisSentinelPassword"] === undefined ? [] : [["redisSentinelPassword"]];
  return [...paths, ...password].map(externalOnly);
}

/** The settings of a stack as they count: of a Redis that is not deployed, image and limits say nothing. */
export function withoutManagedRedis(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (!isExternalRedis(settings["redis"])) return { ...settings };
  const { redis: _image, ...images } = settingsOf(settings["images"]);
  const { redis: _limits, ...resources } = settingsOf(settings["resources"]);
  return { ...settings, images, resources };
}

/** What stands in the stack file for a Redis that is not deployed. */
function managedPaths(input: Readonly<Record<string, unknown>>): string[][] {
  const inside = (setting: string, isMeant: (key: string) => boolean) =>
    Object.keys(settingsOf(input[setting]))
      .filter(isMeant)
      .map((key) => [setting, key]);
  return [
    ...inside("redis", (key) => Object.hasOwn(managedFields, key)),
    ...inside("images", (key) => key === "redis"),
    ...inside("resources", (key) => key === "redis"),
    ...(input["previousRedisPassword"] === undefined ? [] : [["previousRedisPassword"]]),
  ];
}

function managedOnly(path: string[]): Finding {
  const message = "it belongs to a Redis that this stack deploys, and `redis.mode` is `external`";
  const fix =
    path[0] === "previousRedisPassword"
      ? "Remove it; let your Redis take both passwords while you change `redisPassword`."
      : "Remove it; whoever runs that Redis sets it there.";
  return { path, at: "key", refusal: { code: "managed-redis-only", message, fix } };
}

function externalOnly(path: string[]): Finding {
  const message = "it belongs to a Redis that somebody else runs";
  const fix = "Add `mode: external` to `redis`, or remove it.";
  return { path, at: "key", refusal: { code: "external-redis-only", message, fix } };
}

function withoutSentinel(path: string[]): Finding {
  const message = "there is no `redis.sentinel`";
  return {
    path,
    at: "key",
    refusal: { code: "external-redis-only", message, fix: "Add `redis.sentinel`, or remove it." },
  };
}
