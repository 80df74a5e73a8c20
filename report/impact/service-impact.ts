import type { ResourceChange } from "../preview/changes.ts";
import type { ClientEffect, HistoryEffect, Impact, Level, TaskEffect } from "./impact.ts";
import { type Role, type ServiceFacts, serviceFacts } from "./service-facts.ts";

/** What of the rest of a stack decides what a restart costs. */
export interface Surroundings {
  /** False: Centrifugo keeps history in its own memory, which a restart empties, or looks for it elsewhere now. */
  readonly historyStays: boolean;
  /** False: Redis writes nothing to its volume. */
  readonly redisPersists: boolean;
}

/** What a change of a `docker.Service` does to its tasks, to connected clients and to their history. */
export function serviceImpact(
  change: ResourceChange,
  facts: ServiceFacts,
  surroundings: Surroundings,
): Impact {
  const tasks = taskEffect(change, facts);
  const history = historyEffect(change, tasks, facts.role, surroundings);
  const clients = clientEffect(tasks, facts);
  const publishing = !(stopsAll(tasks) && (facts.role === "redis" || facts.role === "centrifugo"));
  return { level: levelOf(tasks, clients, history, publishing), tasks, clients, history, publishing };
}

function taskEffect(change: ResourceChange, facts: ServiceFacts): TaskEffect {
  const { replicas: count, order, atOnce } = facts;
  switch (change.action) {
    case "create":
      return { kind: "created", count };
    case "delete":
      return change.retained ? { kind: "untouched" } : { kind: "removed", count };
    case "replace":
      return { kind: "replaced", count: serviceFacts(change.before, change.name).replicas };
    case "same":
      return { kind: "untouched" };
  }
  if (change.differences.some(({ path }) => restartsTasks(path)))
    return { kind: "restarted", count, order, atOnce };
  if (change.differences.some(({ path }) => isConstraint(path))) return { kind: "placed", count };
  const from = serviceFacts(change.before, change.name).replicas;
  return from === count ? { kind: "untouched" } : { kind: "scaled", from, to: count };
}

/** Swarm keeps a task as long as its own part of the service, where it is placed left out, and the ports stay. */
function restartsTasks([part, section]: readonly string[]): boolean {
  return part === "endpointSpec" || (part === "taskSpec" && section !== "placement");
}

function isConstraint([part, section, entry]: readonly string[]): boolean {
  return part === "taskSpec" && section === "placement" && entry === "constraints";
}

/** Where another volume, or none, takes the place of the one with the data. */
function changesVolume({ differences }: ResourceChange): boolean {
  return differences.some(
    ({ path: [, section, entry, , property = ""], before }) =>
      section === "containerSpec" &&
      entry === "mounts" &&
      before !== undefined &&
      ["source", "target", "type"].includes(property),
  );
}

function historyEffect(
  change: ResourceChange,
  tasks: TaskEffect,
  role: Role,
  { historyStays, redisPersists }: Surroundings,
): HistoryEffect {
  const ends = tasks.kind === "restarted" || tasks.kind === "replaced";
  if (role === "redis" && tasks.kind === "removed") return "lost";
  if (role === "centrifugo") return ends && !historyStays ? "lost" : "kept";
  if (role !== "redis") return "kept";
  if (ends && (changesVolume(change) || !redisPersists)) return "lost";
  // A volume is another one on every node.
  return change.differences.some(({ path }) => isConstraint(path)) ? "at-risk" : "kept";
}

function clientEffect(tasks: TaskEffect, { role }: ServiceFacts): ClientEffect {
  if (tasks.kind === "untouched" || tasks.kind === "created") return "stay";
  if (role === "other") return "unknown";
  if (role !== "centrifugo" && role !== "traefik") return "stay";
  if (tasks.kind === "placed") return "some-reconnect";
  if (stopsAll(tasks)) return "cut-off";
  if (tasks.kind === "scaled") return tasks.to < tasks.from ? "some-reconnect" : "stay";
  return "reconnect";
}

/** True where for some time no task runs. */
function stopsAll(tasks: TaskEffect): boolean {
  if (tasks.kind === "replaced" || tasks.kind === "removed") return true;
  if (tasks.kind === "scaled") return tasks.to === 0;
  return tasks.kind === "restarted" && tasks.order === "stop-first" && tasks.atOnce >= tasks.count;
}

function levelOf(
  tasks: TaskEffect,
  clients: ClientEffect,
  history: HistoryEffect,
  publishing: boolean,
): Level {
  if (history !== "kept") return "data-loss";
  if (tasks.kind === "replaced" || tasks.kind === "removed")
    return clients === "stay" && publishing ? "none" : "outage";
  if (clients === "cut-off" || !publishing) return "outage";
  return clients === "stay" ? "none" : "reconnect";
}
