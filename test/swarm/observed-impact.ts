import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import type { TaskEffect } from "../../report/impact/impact.ts";
import { docker } from "../support/docker.ts";
import type { Fleet } from "./clients.ts";

/** Containers of one service that came and went, in their order; times in milliseconds. */
export type Moves = readonly { readonly move: "start" | "die"; readonly at: number }[];

/** Swarm waits longer than this between two tasks that are not updated at the same time. */
const sameTimeMs = 1_000;

/** Follows the containers of some services as long as something is done. */
export async function watchContainers(services: readonly string[]) {
  const events = ["--filter", "type=container", "--filter", "event=start", "--filter", "event=die"];
  const child = spawn("docker", ["events", ...events, "--format", "{{json .}}"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const seen: { service: string; move: "start" | "die"; at: number }[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const event = /"com\.docker\.swarm\.service\.name":"([^"]+)"/.exec(line)?.[1];
    const move = /"(?:status|Action)":"(start|die)"/.exec(line)?.[1];
    if (event !== undefined && services.includes(event) && (move === "start" || move === "die"))
      seen.push({ service: event, move, at: performance.now() });
  });
  // The client says nothing when it has begun to listen.
  await sleep(500);
  return {
    movesOf: (service: string): Moves => seen.filter((one) => one.service === service),
    stop: () => child.kill(),
  };
}

/** Ids of the tasks that are to run, by what Swarm wants. */
export async function tasksOf(service: string): Promise<ReadonlySet<string>> {
  const args = ["--quiet", "--filter", "desired-state=running"];
  const { stdout } = await execa("docker", ["service", "ps", ...args, service], { reject: false });
  return new Set(stdout.split("\n").filter((id) => id !== ""));
}

/** What happened to the tasks of a service, in the words of a prediction. */
export function observedTasks(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  moves: Moves,
): Pick<TaskEffect, "kind"> & { order?: "start-first" | "stop-first"; atOnce?: number } {
  const kept = [...after].filter((id) => before.has(id)).length;
  if (kept === before.size && after.size === before.size) return { kind: "untouched" };
  if (kept === Math.min(before.size, after.size)) return { kind: "scaled" };
  if (kept > 0) throw new Error(`${kept} of ${before.size} tasks were kept: neither restarted nor scaled`);
  const order = moves[0]?.move === "start" ? "start-first" : "stop-first";
  return { kind: "restarted", order, atOnce: mostAtOnce(moves, order) };
}

/** How many tasks took their first step at the same time; a stopping one takes its time, so only that counts. */
function mostAtOnce(moves: Moves, order: "start-first" | "stop-first"): number {
  const first = order === "start-first" ? "start" : "die";
  const times = moves.filter(({ move }) => move === first).map(({ at }) => at);
  const near = times.map((time) => times.filter((other) => Math.abs(other - time) < sameTimeMs).length);
  return Math.max(0, ...near);
}

/** The id of a service: a new one where it was made again. */
export async function serviceId(service: string): Promise<string> {
  return await docker("service", "inspect", "--format", "{{.ID}}", service);
}

/** Waits until Swarm has ended its update: the provider is content once enough tasks run, be they old ones. */
export async function waitUntilUpdated(services: readonly string[]): Promise<void> {
  const format = "{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}";
  while ((await docker("service", "inspect", "--format", format, ...services)).includes("updating")) {
    await sleep(500);
  }
}

/** What connected clients noticed between now and `stop`. */
export function watchFleet(fleet: Fleet) {
  const first = fleet.losses.length;
  let least = fleet.connected();
  const timer = setInterval(() => {
    least = Math.min(least, fleet.connected());
  }, 10);
  return () => {
    clearInterval(timer);
    const lost = fleet.losses.length - first;
    if (lost === 0) return "stay";
    if (least === 0) return "cut-off";
    return lost < fleet.clients.length ? "some-reconnect" : "reconnect";
  };
}
