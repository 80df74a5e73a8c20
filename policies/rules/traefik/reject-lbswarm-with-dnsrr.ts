import { isTrue } from "../../../model/boolean.ts";
import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { traefikLabel } from "../../traefik-services.ts";

/** Finds services that ask for Swarm's load balancing and have none. */
export const rejectLbswarmWithDnsrr: Rule = {
  id: "reject-lbswarm-with-dnsrr",
  title: "Swarm's load balancing has an address to balance",
  severity: "warning",
  systems: ["traefik"],
  symptom:
    "The label has no effect: Traefik takes the addresses of the tasks, since the service has no virtual one.",
  fix: "Delete the label, or set the endpoint mode to `vip`.",
  source: "Traefik documentation, Swarm provider, lbswarm; Docker: dnsrr has no virtual address",
  check: (model) => model.services.flatMap(checkService),
};

function checkService(service: Service): Observation[] {
  const label =
    traefikLabel(service, "traefik.swarm.lbswarm") ?? traefikLabel(service, "traefik.docker.lbswarm");
  if (label === undefined || !isTrue(label) || clear(service.endpointMode) !== "dnsrr") return [];
  const message = `${label.origin.label} is on, and service ${service.name} has no virtual address (${service.endpointMode?.origin.label}).`;
  return [violation(service.name, label.origin, message)];
}
