import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { pinOf } from "../../placement.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { centrifugoServices } from "../../swarm-services.ts";

/** Finds replicas that all run on one node. */
export const spreadReplicas: Rule = {
  id: "spread-replicas",
  title: "The replicas of Centrifugo may run on several nodes",
  severity: "warning",
  systems: ["swarm", "centrifugo"],
  symptom: "When that node fails or restarts, all replicas are gone at once, and nobody can connect.",
  fix: "Remove the constraint, or constrain to a label that several nodes have: `node.labels.realtime==true`.",
  source:
    "Docker documentation, placement constraints; swarmkit's scheduler spreads the tasks of a service by itself",
  check: (model) => centrifugoServices(model).flatMap(checkService),
};

function checkService(service: Service): Observation[] {
  const { name, replicas } = service;
  const pin = pinOf(service);
  const count = clear(replicas) ?? 0;
  if (pin === undefined || count < 2) return [];
  const message = `All ${count} replicas of service ${name} run on one node (${pin.origin.label}).`;
  return [
    { ...violation(name, pin.origin, message), related: replicas === undefined ? [] : [replicas.origin] },
  ];
}
