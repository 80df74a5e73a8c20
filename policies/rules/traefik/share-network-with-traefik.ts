import type { Service, StackModel } from "../../../model/model.ts";
import { networkNames } from "../../../model/networks.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { hasRouting, isExposed, labelReaders } from "../../traefik-services.ts";

/** Finds routed services that no Traefik of the stack can reach. */
export const shareNetworkWithTraefik: Rule = {
  id: "share-network-with-traefik",
  title: "Traefik and what it routes to share a network",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "The address answers 504 after half a minute, or 502: Traefik has an address that it cannot reach.",
  fix: "Attach both services to one overlay network.",
  source: "Traefik documentation, Swarm provider, network; pkg/provider/docker/config.go",
  check: (model) => model.services.flatMap((service) => checkService(service, model)),
};

function checkService(service: Service, model: StackModel): Observation[] {
  if (!hasRouting(service) || isExposed(service, model) === false) return [];
  const readers = labelReaders(model).map((reader) => reader.service);
  const own = networkNames(service, model);
  // Somebody else's Traefik has networks that nobody knows here.
  if (readers.length === 0 || own === undefined) return [];
  const theirs = readers.map((reader) => networkNames(reader, model));
  const isReached = theirs.some((names) => names === undefined || [...names].some((name) => own.has(name)));
  if (isReached) return [];
  const names = readers.map(({ name }) => name).join(", ");
  const message = `Service ${service.name} is routed by labels, and it is on no network of service ${names}.`;
  return [violation(service.name, service.networks[0]?.network.origin ?? service.origin, message)];
}
