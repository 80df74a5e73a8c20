import { type Rule, violation } from "../../rule.ts";
import { knownServices } from "../../swarm-services.ts";
import { hasHealthCheck } from "./require-health-check.ts";

/** Finds Redis and Traefik services that Swarm does not watch. */
export const checkRedisAndTraefik: Rule = {
  id: "check-redis-and-traefik",
  title: "Redis and Traefik have a health check",
  severity: "warning",
  systems: ["swarm", "redis", "traefik"],
  symptom:
    "A Redis that still loads its data, or a Traefik that hangs, counts as running and is never replaced.",
  fix: "Redis: `redis-cli ping | grep -q PONG`; Traefik: `--ping=true` and `traefik healthcheck --ping`.",
  source: "Docker documentation, healthcheck; Traefik documentation, ping",
  check: (model) =>
    knownServices(model)
      .filter((service) => service.system !== "centrifugo" && !hasHealthCheck(service))
      .map(({ name, origin, healthcheck: [first] }) =>
        violation(name, first?.origin ?? origin, `Service ${name} has no health check.`),
      ),
};
