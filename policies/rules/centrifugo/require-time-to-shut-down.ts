import { parseDuration } from "../../../config/units/duration.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import type { StackModel } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { durationOf, placeOf, readOption } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds tasks that Swarm kills before Centrifugo has said goodbye to its clients. */
export const requireTimeToShutDown: Rule = {
  id: "require-time-to-shut-down",
  title: "Swarm waits longer than Centrifugo's shutdown takes",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "At every update clients lose their connection with 1006 instead of 3001 (shutdown), and requests in flight are cut off.",
  fix: "Set the stop grace period (`stopGracePeriod`, in a stack file `stop_grace_period`) to `shutdown.timeout` plus ten seconds: 40s for the default of 30s.",
  source:
    "Centrifugo internal/app/run.go: the shutdown may take shutdown.timeout; Docker: SIGKILL after the stop grace period",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap((settings) => checkService(settings, model)),
};

/** Where nothing is said: Swarm's own default, and what Pulumi's provider sends instead of it. */
const defaultGrace: Readonly<Record<StackModel["source"], string>> = {
  compose: "10s",
  swarm: "10s",
  pulumi: "0s",
};

function checkService(settings: CentrifugoSettings, { source }: StackModel): Observation[] {
  const { service } = settings;
  const timeout = readOption(settings, "shutdown.timeout");
  const given = service.stopGracePeriod;
  const grace = given === undefined ? defaultGrace[source] : clear(given);
  const origin = given?.origin ?? { ...service.origin, key: "stopGracePeriod" };
  if (timeout.text === undefined || grace === undefined) {
    const message = `Whether Swarm leaves service ${service.name} the time to shut down is not known here: ${timeout.text === undefined ? "shutdown.timeout" : "the stop grace period"}.`;
    return [notCheckable(service.name, origin, message)];
  }
  const [timeoutMs, graceMs] = [durationOf(timeout), parseDuration(grace)];
  // What is no duration stops Centrifugo or the deployment with an error of its own.
  if (timeoutMs === undefined || graceMs === undefined || timeoutMs < graceMs) return [];
  const place = given === undefined ? `where none is given, as here, it is ${grace}` : grace;
  const message = `Swarm kills service ${service.name} after its stop grace period (${place}), and shutdown.timeout is ${timeout.text} (${placeOf(timeout)}).`;
  return [violation(service.name, origin, message)];
}
