import { readRouting } from "../../../model/traefik.ts";
import type { StaticSettings } from "../../../model/traefik-static.ts";
import { clear } from "../../../model/value.ts";
import { acmeResolvers } from "../../acme-resolvers.ts";
import { isPinned } from "../../placement.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds several Traefiks that each get certificates by ACME. */
export const runOneAcmeTraefik: Rule = {
  id: "run-one-acme-traefik",
  title: "One Traefik gets the certificates",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Certificates fail to be issued at random: the authority's check reaches a Traefik that did not ask, and each asks for all of them, up to the authority's rate limit.",
  fix: "Run one replica of Traefik, or get the certificates elsewhere and mount them as Swarm secrets.",
  source:
    "Traefik documentation, ACME: one instance only, since the challenges and the storage are not shared",
  check: (model) => readRouting(model).statics.flatMap(checkTraefik),
};

function checkTraefik(statics: StaticSettings): Observation[] {
  const { service } = statics;
  const [resolver] = acmeResolvers(statics);
  if (resolver === undefined) return [];
  const gets = `gets certificates by ACME (${resolver.origin.label})`;
  const { replicas } = service;
  if (replicas === undefined) {
    if (isPinned(service)) return [];
    const message = `Service ${service.name} runs one task on every node that its constraints allow, and ${gets}; how many nodes that are is not known here.`;
    return [notCheckable(service.name, resolver.origin, message)];
  }
  const count = clear(replicas);
  if (count === undefined) {
    const message = `Service ${service.name} ${gets}, and its number of replicas is not known here.`;
    return [notCheckable(service.name, replicas.origin, message)];
  }
  if (count < 2) return [];
  const message = `Service ${service.name} runs ${count} replicas (${replicas.origin.label}), and each of them ${gets}.`;
  return [{ ...violation(service.name, replicas.origin, message), related: [resolver.origin] }];
}
