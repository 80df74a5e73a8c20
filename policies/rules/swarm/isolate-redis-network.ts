import type { Service, StackModel } from "../../../model/model.ts";
import { networkOf } from "../../../model/networks.ts";
import { clear } from "../../../model/value.ts";
import { membersOf } from "../../network-members.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds networks of Redis that could do without a way out. */
export const isolateRedisNetwork: Rule = {
  id: "isolate-redis-network",
  title: "The network of Redis has no way out",
  severity: "info",
  systems: ["swarm", "redis"],
  symptom: "A Redis that was broken into can send its data anywhere on the internet.",
  fix: "Set `internal: true` on that network: everything else on it has another one.",
  source: "Docker documentation, networks: internal",
  check: (model) =>
    model.services.filter(({ system }) => system === "redis").flatMap((redis) => checkRedis(redis, model)),
};

function checkRedis(redis: Service, model: StackModel): Observation[] {
  return redis.networks.flatMap((attachment) => {
    const network = networkOf(attachment, model);
    if (network === undefined || network.external || network.internal?.state === "unknown") return [];
    const others = membersOf(attachment, model).filter((service) => service !== redis);
    // Whoever has no other network would lose the internet, and Traefik with it.
    const hasOther = others.every(({ networks }) => networks.length > 1);
    if (clear(network.internal) === true || others.length === 0 || !hasOther || redis.networks.length > 1)
      return [];
    const message = `The network ${showWord(network.name, "…")} of service ${redis.name} has a way out that nobody on it needs.`;
    return [violation(redis.name, network.internal?.origin ?? network.origin, message)];
  });
}
