import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { isIngress, showPort } from "../../port-modes.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds services that Swarm refuses to create. */
export const rejectIngressWithDnsrr: Rule = {
  id: "reject-ingress-with-dnsrr",
  title: "A dnsrr service publishes its ports in host mode",
  severity: "error",
  systems: ["swarm"],
  symptom: "The deployment fails: Swarm refuses to create or update the service.",
  fix: "Publish the port with `mode: host`, or leave the endpoint mode at `vip`.",
  source: "swarmkit manager/controlapi/service.go, validateEndpointSpec",
  proof: "observed",
  check: (model) => model.services.flatMap(checkService),
};

function checkService({ name, ports, endpointMode }: Service): Observation[] {
  const ingress = ports.find(isIngress);
  if (endpointMode === undefined || ingress === undefined) return [];
  const mode = clear(endpointMode);
  const { origin } = endpointMode;
  if (mode === undefined)
    return [notCheckable(name, origin, `The endpoint mode of service ${name} is not known here.`)];
  if (mode !== "dnsrr") return [];
  const message = `Service ${name} has the endpoint mode dnsrr and publishes port ${showPort(ingress)} in ingress mode, which needs a virtual address.`;
  return [{ ...violation(name, ingress.target.origin, message), related: [origin] }];
}
