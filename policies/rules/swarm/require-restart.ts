import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { knownServices } from "../../swarm-services.ts";

/** Finds services that Swarm gives up on. */
export const requireRestart: Rule = {
  id: "require-restart",
  title: "Swarm starts a task anew for as long as it takes",
  severity: "error",
  systems: ["swarm"],
  symptom:
    "A Redis that comes up a minute late, or a node that restarts, leaves the service down for good, until somebody deploys again.",
  fix: "Set the restart condition to `any` and give no number of attempts (`restart_policy: { condition: any }`, in Pulumi `restartPolicy`).",
  source:
    "Docker documentation, restart_policy; Centrifugo internal/app/engine.go: it ends when Redis is not there at its start",
  check: (model) => knownServices(model).flatMap(checkService),
};

function checkService({ name, restart }: Service): Observation[] {
  const { condition, maxAttempts } = restart;
  if (condition !== undefined && clear(condition) === "none") {
    return [
      violation(
        name,
        condition.origin,
        `Swarm never starts a task of service ${name} anew (${condition.origin.label} is none).`,
      ),
    ];
  }
  const most = clear(maxAttempts);
  if (maxAttempts === undefined || most === undefined || most === 0) return [];
  const message = `Swarm gives service ${name} up after ${most} attempts (${maxAttempts.origin.label}).`;
  return [violation(name, maxAttempts.origin, message)];
}
