import { hideSecrets } from "../config/secrecy.ts";
import { causeOf, type FailureContext } from "./failure-causes.ts";
import type { Observation, Task } from "./watch-tasks.ts";

export interface Explanation extends FailureContext {
  /** Texts that must not be shown, longest first. */
  readonly secrets: readonly string[];
}

/** Most lines of a log that are shown for one service. */
const logLines = 3;

/**
 * Says per service why its newest tasks did not run: the cause, the last lines of its log, the fix. Empty when
 * the tasks are not what made the deployment fail.
 */
export function explainFailure(seen: Observation, context: Explanation): string[] {
  const services = [...new Set(seen.failed.map(({ service }) => service))];
  const guilty = services.filter((service) => isDown(service, seen));
  // All of them run by now: then the failures on the way are all there is to tell.
  return (guilty.length > 0 ? guilty : services)
    .flatMap((service) => explainService(service, seen, context))
    .map((line) => hideSecrets(line, context.secrets));
}

function explainService(service: string, seen: Observation, context: Explanation): string[] {
  const failed = seen.failed.filter((task) => task.service === service);
  const newest = failed.at(-1);
  if (newest === undefined) return [];
  const log = distinct(seen.logs[service] ?? []).slice(-logLines);
  const cause = causeOf(newest, log, context);
  const same = failed.filter(({ error }) => error === newest.error).length;
  const times = same > 1 ? ` (${same} times)` : "";
  return [
    `${service}: ${cause.message}${times}${outcome(service, seen)}`,
    ...(cause.showLog ? log.map((line) => `  log: ${shorten(line)}`) : []),
    `  fix: ${cause.fix}`,
  ];
}

function outcome(service: string, { updates }: Observation): string {
  const state = updates[service];
  if (state === undefined) return "; the service was removed again";
  return state.startsWith("rollback") ? "; the version before it was put back" : "";
}

/** True when the service is gone, was rolled back, or the newest task of a slot does not run. */
function isDown(service: string, { last, updates }: Observation): boolean {
  const state = updates[service];
  if (state === undefined || state.startsWith("rollback") || state === "paused") return true;
  const newest = new Map<string, Task>();
  for (const task of last) {
    if (task.service === service && !newest.has(task.slot)) newest.set(task.slot, task);
  }
  return [...newest.values()].some((task) => task.state !== "Running");
}

/** Without repetitions; two lines that differ only in numbers, such as times, count as one. */
function distinct(log: readonly string[]): string[] {
  const byText = new Map(log.map((line) => [line.replaceAll(/\d+/g, "0"), line]));
  return [...byText.values()];
}

function shorten(line: string): string {
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}
