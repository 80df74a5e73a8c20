import type { RedisSettings } from "../../../model/redis-settings.ts";
import { clear } from "../../../model/value.ts";
import { redisServices } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds Redis, and its Sentinels, on ports of the nodes. */
export const keepRedisUnpublished: Rule = {
  id: "keep-redis-unpublished",
  title: "Redis has no published port",
  severity: "error",
  systems: ["redis"],
  symptom:
    "Redis answers on every node's public address: strangers try passwords, or read and empty it where there is none. A firewall of the node does not help, since Docker's rules come before it.",
  fix: "Delete `ports` of the service; Centrifugo reaches it by the service's name on their common network.",
  source: "Docker documentation, Swarm ingress network and packet filtering; Redis documentation, security",
  check: (model) => redisServices(model).flatMap(checkService),
};

function checkService({ service }: RedisSettings): Observation[] {
  const { name, ports } = service;
  const found = ports.map(({ target, published }) => {
    const [inside, outside] = [clear(target), clear(published)];
    const place = outside === undefined ? "a port" : `port ${outside}`;
    const port = inside === undefined ? "" : ` (${inside} in its container)`;
    const message = `Service ${name}, which is a Redis, is published on ${place} of the nodes${port}.`;
    return violation(name, target.origin, message);
  });
  if (service.portsComplete) return found;
  const message = `Whether service ${name}, which is a Redis, has published ports is not known here.`;
  return [...found, notCheckable(name, service.origin, message)];
}
