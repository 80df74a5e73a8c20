import type { Service, StackModel } from "../../../model/model.ts";
import type { UpdateSettings } from "../../../model/service-spec.ts";
import { clear } from "../../../model/value.ts";
import { isHost, showPort } from "../../port-modes.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds updates that need a port which the old task still holds. */
export const stopHostPortsFirst: Rule = {
  id: "stop-host-ports-first",
  title: "A task gives up its host port before the next one starts",
  severity: "error",
  systems: ["swarm"],
  symptom:
    "The update never ends: the new task stays pending with `host-mode port already in use`, and the old one keeps running.",
  fix: "Set the update order to `stop-first`, which is Swarm's default.",
  source: "moby issue 36934; swarmkit manager/scheduler/filter.go",
  proof: "observed",
  check: (model: StackModel) => model.services.flatMap(checkService),
};

function checkService(service: Service): Observation[] {
  const { update, rollback } = service;
  return [...checkOrder(service, "update", update), ...checkOrder(service, "rollback", rollback)];
}

function checkOrder({ name, ports }: Service, what: string, { order }: UpdateSettings): Observation[] {
  // A host port that Swarm chooses is another one for each task.
  const fixed = ports.filter(({ published }) => published !== undefined);
  const host = fixed.find(isHost) ?? fixed.find(({ mode }) => mode?.state === "unknown");
  if (order === undefined || host === undefined) return [];
  const starts = clear(order);
  if (starts !== undefined && starts !== "start-first") return [];
  if (starts === undefined || !isHost(host)) {
    const message = `Whether the ${what} of service ${name} waits for its host port is not known here: ${starts === undefined ? order.origin.label : "the mode of its ports"}.`;
    return [notCheckable(name, order.origin, message)];
  }
  const message = `The ${what} of service ${name} starts the new task first (${order.origin.label}), and the old one still holds port ${showPort(host)} of the node.`;
  return [{ ...violation(name, order.origin, message), related: [host.target.origin] }];
}
