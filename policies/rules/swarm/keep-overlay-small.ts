import type { Network, StackModel } from "../../../model/model.ts";
import { networkOf } from "../../../model/networks.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds overlay networks that are larger than Swarm can handle with virtual addresses. */
export const keepOverlaySmall: Rule = {
  id: "keep-overlay-small",
  title: "An overlay network has 256 addresses at most",
  severity: "warning",
  systems: ["swarm"],
  symptom:
    "On a large network with many tasks, names resolve late or to tasks that are gone, and the nodes spend their time on it.",
  fix: "Use a subnet of /24, and several networks where that is too small, or the endpoint mode `dnsrr`.",
  source: "Docker documentation, docker network create: overlay network limitations; moby issue 30820",
  check: (model) => model.networks.flatMap((network) => checkNetwork(network, model)),
};

function checkNetwork(network: Network, model: StackModel): Observation[] {
  const isOverlay = network.driver === undefined || clear(network.driver) === "overlay";
  const members = model.services.filter(({ networks }) =>
    networks.some((attachment) => networkOf(attachment, model) === network),
  );
  const hasVirtual = members.some(
    ({ endpointMode }) => endpointMode === undefined || clear(endpointMode) === "vip",
  );
  if (!isOverlay || network.external || !hasVirtual) return [];
  return network.subnets.flatMap((subnet) => {
    const size = /^\d+\.\d+\.\d+\.\d+\/(\d+)$/.exec(clear(subnet) ?? "")?.[1];
    if (size === undefined || Number(size) >= 24) return [];
    const message = `The network ${showWord(network.name, "…")} has a subnet of /${size} (${subnet.origin.label}), and services with virtual addresses on it.`;
    return [violation("", subnet.origin, message)];
  });
}
