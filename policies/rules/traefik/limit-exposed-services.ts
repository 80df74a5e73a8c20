import type { StackModel } from "../../../model/model.ts";
import type { StaticSettings } from "../../../model/traefik-static.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { exposesByDefault, labelReaders, swarmProvider } from "../../traefik-services.ts";

/** Finds Traefiks that route to every service of the Swarm. */
export const limitExposedServices: Rule = {
  id: "limit-exposed-services",
  title: "Traefik routes only to what asks for it",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Every service that shares a network with Traefik and tells a port gets a router of its own under its name, whether anybody wanted it or not.",
  fix: "Set `providers.swarm.exposedByDefault: false`, and `traefik.enable=true` on what is to be routed.",
  source: "Traefik documentation, Swarm provider, exposedByDefault: true unless set",
  proof: "observed",
  check: (model: StackModel) => labelReaders(model).flatMap(checkStatic),
};

function checkStatic(statics: StaticSettings): Observation[] {
  const { service, settings } = statics;
  const provider = swarmProvider(statics);
  // A constraint of one's own may do the same.
  if (exposesByDefault(statics) !== true || settings.has(`providers.${provider}.constraints`)) return [];
  const given = settings.get(`providers.${provider}.exposedbydefault`);
  const place = given?.origin ?? settings.get(`providers.${provider}`)?.origin ?? service.origin;
  const how = given === undefined ? "which is the default" : given.origin.label;
  const message = `Service ${service.name} takes up every Swarm service (exposedByDefault is on, ${how}).`;
  return [violation(service.name, place, message)];
}
