import { parseImage } from "../../../model/image.ts";
import type { Service, StackModel } from "../../../model/model.ts";
import { type RedisSettings, redisOption } from "../../../model/redis-settings.ts";
import type { RedisUser } from "../../../model/redis-users.ts";
import { clear } from "../../../model/value.ts";
import { isSurelyAtLeast, isSurelyOlder, tagNumbers } from "../../image-version.ts";
import { allRedisLinks, serviceOf } from "../../redis-links.ts";
import { writeRights } from "../../redis-rights.ts";
import { defaultUserOf, hasOwnUsers, redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds a Redis that drops transactions when it reads its own append-only file. */
export const keepRightsOfDefaultUser: Rule = {
  id: "keep-rights-of-default-user",
  title: "Redis may replay its own append-only file",
  severity: "error",
  systems: ["centrifugo", "redis"],
  symptom:
    "After each restart of Redis history is gone though it is on the disk, clients are told that they may have missed messages, and nothing logs an error.",
  fix: "Keep the user default off and give it the rights of Centrifugo's user: `user default off ~centrifugo* +@all -@admin -@dangerous`.",
  source:
    "redis/redis issue 14541 and pull request 14545, valkey-io/valkey issue 3983 and pull request 3984: the file is replayed as the user default, and EXEC checks its rights",
  versions: "Redis before 8.8, Valkey before its releases of August 2026",
  proof: "observed",
  check: (model) => redisServers(model).flatMap((settings) => checkServer(settings, model)),
};

function checkServer(settings: RedisSettings, model: StackModel): Observation[] {
  const { service } = settings;
  const log = redisOption(settings, "appendonly");
  const isMended = checksNoRights(service);
  if (log.text?.toLowerCase() === "no" || isMended === true || hasOwnUsers(settings)) return [];
  const user = defaultUserOf(settings);
  const lack = user === undefined ? "unknown" : lackOf(user, settings, model);
  if (lack === undefined) return [];
  const origin = user?.origin ?? service.origin;
  const unknown = [
    ...(lack === "unknown" ? ["the rights of its user default"] : []),
    ...(log.text === undefined ? ["appendonly"] : []),
    ...(isMended === undefined ? ["its version"] : []),
  ];
  if (lack === "unknown" || unknown.length > 0) {
    const message = `Whether Redis of service ${service.name} can replay the transactions in its append-only file is not known here: ${unknown.join(", ")}.`;
    return [notCheckable(service.name, origin, message)];
  }
  const message = `Redis of service ${service.name} replays its append-only file as the user default, which may not ${lack.not}: each start drops the transactions in it, and Centrifugo writes its history in such.`;
  return [{ ...violation(service.name, origin, message), related: [log.origin] }];
}

/** What the user may not do, as words for a message. */
interface Lack {
  readonly not: string;
}

function lackOf(
  user: RedisUser,
  { service }: RedisSettings,
  model: StackModel,
): Lack | "unknown" | undefined {
  const { links, complete } = allRedisLinks(model);
  const own = links.filter((link) => link.kind === "sentinel" || serviceOf(link, model) === service);
  const prefixes = own.flatMap(({ prefix }) => (prefix === undefined ? [] : [prefix]));
  const rights = writeRights(user.rights, prefixes);
  if (rights === undefined) return "unknown";
  // Whoever writes transactions loses them.
  if (rights.runsNothing) return { not: "run any command" };
  if (rights.reachesNoKey) return { not: "touch any key" };
  if (rights.reachesKeys === false) return { not: "touch all keys of Centrifugo" };
  if (rights.denied.length > 0 && own.length > 0) return { not: `run ${rights.denied.join(", ")}` };
  const isSure = complete && prefixes.length === own.length;
  const isEnough = rights.denied.length === 0 && (rights.reachesAll || rights.reachesKeys === true);
  if (isSure && (own.length === 0 || isEnough)) return undefined;
  return rights.denied.length === 0 && rights.reachesAll ? undefined : "unknown";
}

/** What is older than `without` has not got the fix, and what is not older than `fixed` has; between is not known. */
const limits = {
  redis: { without: [8, 4], fixed: [8, 8] },
  valkey: { without: [8, 0, 11], fixed: [Number.POSITIVE_INFINITY] },
} as const;

/** True where EXEC is not checked again while the file is replayed; undefined: the image does not tell. */
function checksNoRights({ image }: Service): boolean | undefined {
  const reference = clear(image) ?? "";
  const numbers = tagNumbers(reference);
  const isValkey = /(^|\/)valkey$/.test(parseImage(reference).repository);
  const { without, fixed } = isValkey ? limits.valkey : limits.redis;
  if (numbers === undefined) return undefined;
  if (isSurelyAtLeast(numbers, fixed)) return true;
  return isSurelyOlder(numbers, without) ? false : undefined;
}
