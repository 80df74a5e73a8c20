import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { clear } from "../../../model/value.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { readOption } from "../../options.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

/** Finds replicas that all call themselves the same. */
export const separateNodeNames: Rule = {
  id: "separate-node-names",
  title: "Replicas have names of their own",
  severity: "warning",
  systems: ["centrifugo"],
  symptom:
    "In `info`, the admin interface and the metrics all nodes look like one, so that nobody can tell which of them is sick.",
  fix: "Leave `node.name` out: Centrifugo takes the host name, which Swarm makes different for each task.",
  source: "Centrifugo documentation, node name; Docker: a task's host name is its id",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const replicas = clear(service.replicas);
  const name = readOption(settings, "node.name");
  // A template of Swarm differs from task to task.
  if (replicas === undefined || replicas < 2 || name.isDefault || name.text === undefined) return [];
  if (name.text === "" || name.text.includes("{{")) return [];
  const message = `All ${replicas} replicas of service ${service.name} have the same node.name (${name.origin.label}).`;
  return [violation(service.name, name.origin, message)];
}
