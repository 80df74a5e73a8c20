import { isTrue } from "../../../model/boolean.ts";
import type { StackModel } from "../../../model/model.ts";
import { readRouting } from "../../../model/traefik.ts";
import type { StaticSettings } from "../../../model/traefik-static.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { hasRouting } from "../../traefik-services.ts";

/** Finds Traefiks that look for containers where the routers are on Swarm services. */
export const useSwarmProvider: Rule = {
  id: "use-swarm-provider",
  title: "Traefik v3 reads Swarm services with its Swarm provider",
  severity: "error",
  systems: ["traefik"],
  versions: "Traefik v3",
  symptom: "Every address is 404, since no router is found; with `swarmMode` Traefik does not even start.",
  fix: "Write `providers.swarm` in the place of `providers.docker`, and leave `swarmMode` out.",
  source: "Traefik migration guide from v2 to v3; Traefik v3.7.15 refuses providers.docker.swarmMode",
  proof: "observed",
  check: (model) => readRouting(model).statics.flatMap((statics) => checkStatic(statics, model)),
};

function checkStatic({ service, settings }: StaticSettings, model: StackModel): Observation[] {
  if (service.major !== 3) return [];
  const keys = [...settings].filter(([key]) => /^providers\.docker(\.|$)/.test(key));
  const swarmMode = settings.get("providers.docker.swarmmode");
  if (swarmMode !== undefined) {
    const message = `${swarmMode.origin.label}: Traefik v3 knows no swarmMode and does not start${isTrue(swarmMode) ? "" : ", whatever its value"}.`;
    return [violation(service.name, swarmMode.origin, message)];
  }
  const [first] = keys;
  const hasSwarm = [...settings.keys()].some((key) => /^providers\.swarm(\.|$)/.test(key));
  if (first === undefined || hasSwarm || !model.services.some(hasRouting)) return [];
  const { origin } = first[1];
  const message = `Service ${service.name} reads the labels of containers (${origin.label}), and the routers are labels of Swarm services.`;
  return [violation(service.name, origin, message)];
}
