import type { StackModel } from "../../../model/model.ts";
import type { StaticSettings } from "../../../model/traefik-static.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { labelReaders, swarmProvider } from "../../traefik-services.ts";

/** Finds Traefiks that may land on a node which cannot tell them about services. */
export const runTraefikOnAManager: Rule = {
  id: "run-traefik-on-a-manager",
  title: "A Traefik that reads its node's Docker socket runs on a manager",
  severity: "error",
  systems: ["traefik"],
  symptom: "On a worker Traefik finds no services, so that every address is 404 after it was moved there.",
  fix: "Add the placement constraint `node.role==manager`, or let Traefik ask a socket proxy on a manager (`providers.swarm.endpoint: tcp://…`).",
  source: "Traefik documentation, Swarm provider: the API of a manager is needed; Docker: workers refuse it",
  check: (model: StackModel) => labelReaders(model).flatMap(checkStatic),
};

function checkStatic(statics: StaticSettings): Observation[] {
  const { service, settings, complete } = statics;
  const endpoint = settings.get(`providers.${swarmProvider(statics)}.endpoint`);
  const isSocket = endpoint === undefined ? complete : clear(endpoint)?.startsWith("unix:") === true;
  if (!isSocket) return [];
  const { constraints } = service.placement;
  // A label of one's own, or a node by its name, may well mean a manager.
  if (
    constraints.some(
      (constraint) => !/^node\.role\s*(!=\s*manager|==\s*worker)/.test(clear(constraint) ?? ""),
    )
  )
    return [];
  const place = constraints[0]?.origin ?? service.origin;
  const message = `Service ${service.name} reads the Docker socket of its node, and nothing keeps it on a manager.`;
  return [violation(service.name, place, message)];
}
