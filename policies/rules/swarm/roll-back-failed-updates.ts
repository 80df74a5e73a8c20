import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { knownServices } from "../../swarm-services.ts";

/** Finds updates that stay half done. */
export const rollBackFailedUpdates: Rule = {
  id: "roll-back-failed-updates",
  title: "A failed update is rolled back",
  severity: "warning",
  systems: ["swarm"],
  symptom:
    "An update that fails stops half-way: some tasks run the old release, some the new one or none, until somebody looks.",
  fix: "Set the failure action of updates to `rollback` (`update_config.failure_action`, in Pulumi `updateConfig.failureAction`).",
  source: "Docker documentation, update_config: failure_action is pause where nothing is said",
  check: (model) => knownServices(model).flatMap(checkService),
};

function checkService({ name, origin, update: { failureAction } }: Service): Observation[] {
  if (failureAction?.state === "unknown" || clear(failureAction) === "rollback") return [];
  const continues = clear(failureAction) === "continue";
  const what = continues ? "goes on with the remaining tasks" : "pauses where it is";
  const why = failureAction === undefined ? ", since no failure action is given" : "";
  const message = `An update of service ${name} that fails ${what}${why}.`;
  return [violation(name, failureAction?.origin ?? origin, message)];
}
