import { parseImage } from "../../../model/image.ts";
import type { Service, StackModel } from "../../../model/model.ts";
import { readGroup } from "../../../model/option-group.ts";
import type { RedisSettings } from "../../../model/redis-settings.ts";
import { clear } from "../../../model/value.ts";
import { isSurelyOlder, tagNumbers } from "../../image-version.ts";
import { readOptions } from "../../option-reader.ts";
import { allRedisLinks, type RedisLink, serviceOf } from "../../redis-links.ts";
import { isUsedByCentrifugo, redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds a Redis that is too old for what Centrifugo asks of it. */
export const requireRedisVersion: Rule = {
  id: "require-redis-version",
  title: "Redis is new enough for Centrifugo",
  severity: "error",
  systems: ["centrifugo", "redis"],
  symptom:
    "Centrifugo starts, and then clients are closed with 3004 (server error) whenever they subscribe to a channel with presence, or commands fail that Redis does not know.",
  fix: "Take Redis 7.4 or later, or Valkey 9.0 or later; without `presence_hash_field_ttl` Redis 6.2 is enough.",
  source:
    "Centrifugo documentation, engines: Redis 6.2; centrifuge internal/redis_lua/presence_add.lua: HEXPIRE, which Redis has since 7.4 and Valkey since 9.0",
  proof: "observed",
  check: (model) => [
    ...redisServers(model).flatMap((settings) => checkServer(settings, model)),
    ...allRedisLinks(model).links.flatMap((link) => checkFieldTtl(link, model)),
  ],
};

function checkServer({ service }: RedisSettings, model: StackModel): Observation[] {
  const numbers = tagNumbers(clear(service.image) ?? "");
  if (numbers === undefined || !isSurelyOlder(numbers, [6, 2])) return [];
  const isUsed = isUsedByCentrifugo(service, model);
  if (isUsed === false) return [];
  const version = numbers.join(".");
  if (isUsed === undefined) {
    const message = `Service ${service.name} is Redis ${version}, which is too old for Centrifugo; whether a Centrifugo uses it is not known here.`;
    return [notCheckable(service.name, service.image.origin, message)];
  }
  const message = `Service ${service.name} is Redis ${version}, and Centrifugo needs 6.2 or later.`;
  return [violation(service.name, service.image.origin, message)];
}

const option = "presence_hash_field_ttl";

/** Only an engine and a presence manager have the option. */
function checkFieldTtl(link: RedisLink, model: StackModel): Observation[] {
  const service = serviceOf(link, model);
  if (service?.system !== "redis" || !/^(engine|presence_manager)\./.test(link.key)) return [];
  const options = readOptions(readGroup(link.centrifugo, link.key));
  if (!options.isOn(option) || !options.isSure()) return [];
  const { name } = link.centrifugo.service;
  const numbers = tagNumbers(clear(service.image) ?? "");
  const origin = options.origin(option);
  if (numbers === undefined) {
    const message = `${link.key}.${option} of service ${name} is on, and whether service ${service.name} has hash field expiration cannot be told from its image.`;
    return [notCheckable(name, origin, message)];
  }
  const { system, limit } = neededFor(service);
  if (!isSurelyOlder(numbers, limit)) return [];
  const message = `${link.key}.${option} of service ${name} is on, which needs ${system} ${limit.join(".")}, and service ${service.name} is ${numbers.join(".")}.`;
  return [{ ...violation(name, origin, message), related: [service.image.origin] }];
}

function neededFor({ image }: Service): { readonly system: string; readonly limit: readonly number[] } {
  const isValkey = /(^|\/)valkey$/.test(parseImage(clear(image) ?? "").repository);
  return isValkey ? { system: "Valkey", limit: [9, 0] } : { system: "Redis", limit: [7, 4] };
}
