import type { Service, StackModel } from "../../../model/model.ts";
import type { RedisSettings } from "../../../model/redis-settings.ts";
import { reachOf } from "../../network-reach.ts";
import { asksForPassword, defaultUserOf, redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds a Redis that takes commands from everybody on its networks. */
export const requireRedisPassword: Rule = {
  id: "require-redis-password",
  title: "Redis asks for a password where others can reach it",
  severity: "error",
  systems: ["redis"],
  symptom:
    "Every container on the network reads all messages, publishes to any channel past Centrifugo, and can empty the database.",
  fix: "Set `requirepass` in a `redis.conf` that is a Swarm secret, and give Centrifugo the same value as `engine.redis.password`; or put Redis on a network that only Centrifugo shares.",
  source: "Redis documentation, security and ACL: a default user without a password takes any command",
  proof: "observed",
  check: (model) => redisServers(model).flatMap((settings) => checkServer(settings, model)),
};

function checkServer(settings: RedisSettings, model: StackModel): Observation[] {
  const { service } = settings;
  const asks = asksForPassword(settings);
  if (asks === true) return [];
  const { by, complete } = reachOf(service, model, isFriend);
  if (by === undefined && complete) return [];
  if (asks === undefined) {
    const message = `Whether Redis of service ${service.name} asks for a password is not known here: its command, its redis.conf or its users' file cannot be read.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  if (by === undefined) {
    const message = `Redis of service ${service.name} asks for no password, and who shares its networks is not known here.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  const message = `Redis of service ${service.name} asks for no password${reasonOf(settings)}, and ${by} can reach it.`;
  return [violation(service.name, defaultUserOf(settings)?.origin ?? service.origin, message)];
}

/** Replicas and Sentinels work on the same data. */
function isFriend({ system }: Service): boolean {
  return system === "centrifugo" || system === "redis";
}

function reasonOf({ directives }: RedisSettings): string {
  if (directives.has("aclfile") && directives.has("requirepass"))
    return ": beside an aclfile Redis passes over requirepass, and the file does not name the user default";
  if (directives.has("aclfile")) return ": its aclfile leaves the user default open";
  return directives.has("requirepass") ? ": requirepass is empty" : "";
}
