import { isPlainImage } from "../../../model/centrifugo-settings.ts";
import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { readHealthRequest } from "../../health-request.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { centrifugoServices } from "../../swarm-services.ts";

/** Finds Centrifugos that count as running before they serve anybody. */
export const requireHealthCheck: Rule = {
  id: "require-health-check",
  title: "Swarm waits until Centrifugo serves",
  severity: "error",
  systems: ["swarm", "centrifugo"],
  symptom:
    "During an update Swarm stops the old tasks although the new ones do not serve yet, or never will, and a task that hangs is never replaced.",
  fix: "Add a health check: `wget -q -O /dev/null http://127.0.0.1:8000/health` with `health.enabled: true` (the internal port, where there is one).",
  source:
    "Docker documentation, healthcheck; swarmkit agent: a task with a health check is starting until it is healthy",
  proof: "observed",
  check: (model) => centrifugoServices(model).flatMap(checkService),
};

function checkService(service: Service): Observation[] {
  const { name, healthcheck } = service;
  if (hasHealthCheck(service)) return [];
  const [first] = healthcheck;
  if (first !== undefined)
    return [violation(name, first.origin, `The health check of service ${name} is switched off.`)];
  const message = `Service ${name} has no health check, so that Swarm takes each task for ready as soon as it is started`;
  if (isPlainImage(service)) return [violation(name, service.origin, `${message}.`)];
  return [notCheckable(name, service.origin, `${message}; whether its image has one is not known here.`)];
}

/** True also for one that is not known here: it is given. */
export function hasHealthCheck(service: Service): boolean {
  const [first] = service.healthcheck;
  return first !== undefined && (clear(first) !== "NONE" || readHealthRequest(service) !== undefined);
}
