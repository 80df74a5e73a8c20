import type { StackModel } from "../../../model/model.ts";
import { allRedisLinks, type RedisLink, serviceOf } from "../../redis-links.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

/** Finds Centrifugos that are meant to be apart and hear each other. */
export const separateRedisPrefixes: Rule = {
  id: "separate-redis-prefixes",
  title: "Centrifugos that share a Redis apart have prefixes of their own",
  severity: "error",
  systems: ["centrifugo", "redis"],
  symptom:
    "A message of one Centrifugo reaches the clients of the other, and `info` lists the nodes of both; histories are apart, which hides it.",
  fix: "Set `engine.redis.prefix` to a different word in each, for example `staging`, instead of another `db`.",
  source: "Redis documentation, Pub/Sub: it knows no database numbers",
  proof: "observed",
  check: (model) => {
    const links = allRedisLinks(model).links.filter(({ kind }) => kind === "server");
    return links.flatMap((link, index) => checkLink(link, links.slice(0, index), model));
  },
};

/** Two services with the same database are one installation. */
function checkLink(link: RedisLink, before: readonly RedisLink[], model: StackModel): Observation[] {
  const { name } = link.centrifugo.service;
  const clash = before.find(
    (other) =>
      other.centrifugo.service.name !== name &&
      other.key === link.key &&
      other.prefix !== undefined &&
      other.prefix === link.prefix &&
      other.db !== undefined &&
      link.db !== undefined &&
      other.db !== link.db &&
      isSameRedis(other, link, model),
  );
  if (clash === undefined) return [];
  const other = clash.centrifugo.service.name;
  const message = `Services ${other} and ${name} use databases ${shown(clash.db)} and ${shown(link.db)} of one Redis with the same ${link.key}.prefix, and what is published in one is heard in the other.`;
  return [{ ...violation(name, link.dbOrigin, message), related: [clash.dbOrigin] }];
}

function isSameRedis(one: RedisLink, other: RedisLink, model: StackModel): boolean {
  const service = serviceOf(one, model);
  if (service !== undefined) return service === serviceOf(other, model);
  return one.host.toLowerCase() === other.host.toLowerCase() && (one.port ?? 6379) === (other.port ?? 6379);
}

function shown(db: string | undefined): string {
  return /^\d{1,5}$/.test(db ?? "") ? `${db}` : "…";
}
