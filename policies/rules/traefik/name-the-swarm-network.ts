import type { Service, StackModel } from "../../../model/model.ts";
import { networkNames } from "../../../model/networks.ts";
import { clear, type Value } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { hasRouting, isExposed, labelReaders, swarmProvider, traefikLabel } from "../../traefik-services.ts";

/** Finds routed services where Traefik does not know which network to take. */
export const nameTheSwarmNetwork: Rule = {
  id: "name-the-swarm-network",
  title: "Traefik knows the network to a service on several",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Requests answer 504 after half a minute, on some deployments and not on others: Traefik takes any of the networks.",
  fix: "Add the label `traefik.swarm.network` with the whole name of the network that both are on: `<stack>_<network>`.",
  source: "Traefik pkg/provider/docker/config.go: the network by its whole name, else the first one",
  check: (model) => model.services.flatMap((service) => checkService(service, model)),
};

function checkService(service: Service, model: StackModel): Observation[] {
  if (!hasRouting(service) || isExposed(service, model) === false) return [];
  const own = networkNames(service, model);
  if (own === undefined) return [];
  const label = networkLabel(service);
  if (label !== undefined) return checkName(service, label, own, model);
  const isNamedByTraefik = labelReaders(model).some((reader) =>
    reader.settings.has(`providers.${swarmProvider(reader)}.network`),
  );
  if (own.size < 2 || isNamedByTraefik) return [];
  const origin = service.networks[0]?.network.origin ?? service.origin;
  const message = `Service ${service.name} is on ${own.size} networks and routed by labels, and no label tells Traefik which one to take.`;
  return [violation(service.name, origin, message)];
}

function networkLabel(service: Service): Value<string> | undefined {
  return traefikLabel(service, "traefik.swarm.network") ?? traefikLabel(service, "traefik.docker.network");
}

function checkName(
  service: Service,
  label: Value<string>,
  own: ReadonlySet<string>,
  { source, stackName }: StackModel,
): Observation[] {
  const wanted = clear(label);
  if (wanted === undefined || own.has(wanted)) return [];
  // A stack file alone does not tell the name that stands before those of its networks.
  const isPrefixed = [...own].some((name) => wanted.endsWith(`_${name}`));
  if (source === "compose" && stackName === undefined && isPrefixed) return [];
  const names = [...own].map((name) => showWord(name, "…")).join(", ");
  const message = `Traefik is to reach service ${service.name} on network ${showWord(wanted, "…")} (${label.origin.label}), and the service is on ${names}.`;
  return [violation(service.name, label.origin, message)];
}
