import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { isIngress } from "../../port-modes.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { centrifugoServices } from "../../swarm-services.ts";

/** Finds a single Centrifugo that is stopped before the next one is there. */
export const startBeforeStop: Rule = {
  id: "start-before-stop",
  title: "A single Centrifugo is replaced without a gap",
  severity: "warning",
  systems: ["swarm", "centrifugo"],
  symptom: "At every update nobody can connect until the new task serves, and all clients come back at once.",
  fix: "Set the update order to `start-first`, or run two replicas with the Redis engine.",
  source: "Docker documentation, update_config: order is stop-first where nothing is said",
  check: (model) => centrifugoServices(model).flatMap(checkService),
};

function checkService({ name, origin, replicas, update: { order }, ports }: Service): Observation[] {
  const isStopFirst = order === undefined || clear(order) === "stop-first";
  // Two tasks cannot have one host port.
  if (clear(replicas) !== 1 || !isStopFirst || !ports.every(isIngress)) return [];
  const message = `Service ${name} has one replica, and an update stops it before the new one starts.`;
  return [violation(name, order?.origin ?? origin, message)];
}
