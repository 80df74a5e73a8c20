import { parseDuration } from "../../../config/units/duration.ts";
import type { Service } from "../../../model/model.ts";
import { clear, type Origin, type Value } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { knownServices } from "../../swarm-services.ts";
import { hasHealthCheck } from "./require-health-check.ts";

/** Docker's own, where nothing is said; in milliseconds. */
const usual = { interval: 30_000, retries: 3, startPeriod: 0, monitor: 5_000 } as const;
/** A task is kept waiting for its first check for at most this long. */
const longestInterval = 30_000;
/** A task that has just started is given at least this long. */
const shortestPatience = 10_000;

/** Finds health checks that come too late for an update, or too early for a start. */
export const checkHealthInTime: Rule = {
  id: "check-health-in-time",
  title: "The health check fits the start of the task and the update",
  severity: "warning",
  systems: ["swarm"],
  symptom:
    "Updates take minutes for each task, a slow start ends in a loop of kills, or a release that turns sick soon after its start is kept.",
  fix: "Use `interval: 5s`, `retries: 3`, `start_period: 20s`, and a monitoring time of the update (`monitor`) longer than interval times retries.",
  source:
    "Docker documentation, healthcheck and update_config; swarmkit manager/orchestrator/update/updater.go; moby issue 35126",
  proof: "observed",
  check: (model) => knownServices(model).filter(hasHealthCheck).flatMap(checkService),
};

function checkService(service: Service): Observation[] {
  const { name, healthTiming, update } = service;
  const interval = milliseconds(healthTiming.interval, usual.interval);
  const startPeriod = milliseconds(healthTiming.startPeriod, usual.startPeriod);
  const monitor = milliseconds(update.monitor, usual.monitor);
  const retries = healthTiming.retries === undefined ? usual.retries : clear(healthTiming.retries);
  // A duration that Docker cannot read stops the deployment.
  if (interval === undefined || startPeriod === undefined || retries === undefined) return [];
  const until = interval * retries;
  const place = healthTiming.interval?.origin ?? service.healthcheck[0]?.origin ?? service.origin;
  const say = (origin: Origin, message: string): Observation[] => [violation(name, origin, message)];

  if (interval > longestInterval && startPeriod === 0)
    return say(
      place,
      `The health check of service ${name} asks every ${show(healthTiming.interval)} (${place.label}), and each new task counts as starting until the first answer.`,
    );
  if (startPeriod + until < shortestPatience)
    return say(
      place,
      `Swarm kills a task of service ${name} that does not serve within ${(startPeriod + until) / 1000} s of its start (${place.label}).`,
    );
  const rollsBack = clear(update.failureAction) === "rollback";
  if (!rollsBack || monitor === undefined || monitor >= until) return [];
  const origin = update.monitor?.origin ?? update.failureAction?.origin ?? place;
  const time = update.monitor === undefined ? "5s, the default" : show(update.monitor);
  return say(
    origin,
    `An update of service ${name} watches each new task for ${time}, and its health check needs ${until / 1000} s to find a sick one: the update is not rolled back.`,
  );
}

function milliseconds(value: Value<string> | undefined, otherwise: number): number | undefined {
  return value === undefined ? otherwise : parseDuration(clear(value) ?? "");
}

function show(value: Value<string> | undefined): string {
  return showWord(clear(value) ?? "", "…");
}
