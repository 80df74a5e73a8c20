import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { knownServices } from "../../swarm-services.ts";

/** Finds logs that grow for as long as the task lives. */
export const limitLogSize: Rule = {
  id: "limit-log-size",
  title: "The log of a task has a size limit",
  severity: "warning",
  systems: ["swarm"],
  symptom: "After weeks the disk of a node is full, and everything on it stops.",
  fix: 'Set `logging: { driver: json-file, options: { max-size: 10m, max-file: "3" } }` (in Pulumi `logDriver`), or the driver `local`.',
  source: "Docker documentation, JSON File logging driver: max-size is unlimited where nothing is said",
  check: (model) => knownServices(model).flatMap(checkService),
};

function checkService({ name, origin, logging: { driver, options } }: Service): Observation[] {
  const isFile = driver === undefined || clear(driver) === "json-file";
  if (!isFile || options.has("max-size")) return [];
  const which = driver === undefined ? "the engine's log driver, which by default has" : "json-file and";
  const message = `Service ${name} logs to ${which} no size limit.`;
  return [violation(name, driver?.origin ?? origin, message)];
}
