import type { Service } from "../../../model/model.ts";
import { redisProgram } from "../../../model/redis-program.ts";
import { clear } from "../../../model/value.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { knownServices } from "../../swarm-services.ts";

/** Finds services that Swarm gives up on. */
export const requireRestart: Rule = {
  id: "require-restart",
  title: "Swarm starts a task anew for as long as it takes",
  severity: "error",
  systems: ["swarm"],
  symptom:
    "A Redis that comes up a minute late, a node that restarts, or a container that somebody stops leaves the service down for good, until somebody deploys again.",
  fix: "Set the restart condition to `any` and give no number of attempts (`restart_policy: { condition: any }`, in Pulumi `restartPolicy`).",
  source:
    "Docker documentation, restart_policy; moby/swarmkit manager/orchestrator/restart: what ends with 0 is not started anew; Centrifugo internal/app/engine.go: it ends when Redis is not there at its start",
  proof: "observed",
  check: (model) => knownServices(model).filter(runsForGood).flatMap(checkService),
};

/** False for what has done its work once it ends. */
function runsForGood(service: Service): boolean {
  return !service.isJob && (service.system !== "redis" || redisProgram(service).kind !== "tool");
}

function checkService({ name, restart }: Service): Observation[] {
  const { condition, maxAttempts } = restart;
  if (condition?.state === "unknown") {
    const message = `Whether Swarm starts a task of service ${name} anew is not known here (${condition.origin.label}).`;
    return [notCheckable(name, condition.origin, message)];
  }
  const given = clear(condition);
  if (condition !== undefined && given === "none") {
    const message = `Swarm never starts a task of service ${name} anew (${condition.origin.label} is none).`;
    return [violation(name, condition.origin, message)];
  }
  const found: Observation[] = [];
  if (condition !== undefined && given === "on-failure") {
    const message = `Swarm does not start a task of service ${name} anew that was told to end, since it then ends without an error (${condition.origin.label} is on-failure).`;
    found.push(violation(name, condition.origin, message));
  }
  const most = clear(maxAttempts);
  if (maxAttempts === undefined || most === undefined || most === 0) return found;
  const message = `Swarm gives service ${name} up after ${most} attempts (${maxAttempts.origin.label}).`;
  return [...found, violation(name, maxAttempts.origin, message)];
}
