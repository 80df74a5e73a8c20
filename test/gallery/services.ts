import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod/mini";
import { askEngine } from "./engine-api.ts";

const serviceSchema = z.object({
  ID: z.string(),
  Version: z.object({ Index: z.number() }),
  Spec: z.looseObject({
    Name: z.string(),
    TaskTemplate: z.looseObject({ ForceUpdate: z.number() }),
    UpdateConfig: z.record(z.string(), z.unknown()),
    Mode: z.object({ Replicated: z.object({ Replicas: z.number() }) }),
  }),
  UpdateStatus: z.nullish(z.object({ State: z.optional(z.string()) })),
});
export type LiveService = z.output<typeof serviceSchema>;

const tasksSchema = z.array(
  z.object({
    CreatedAt: z.string(),
    DesiredState: z.string(),
    Spec: z.record(z.string(), z.unknown()),
    Status: z.object({ State: z.string() }),
  }),
);

/** How long Traefik takes until it asks again, and a little more, in milliseconds. */
const refreshMs = 2_500;
/** How long a service may take to get where it is wanted, in milliseconds. */
const patienceMs = 90_000;

/** A service as the engine has it. */
export async function readService(name: string): Promise<LiveService> {
  return serviceSchema.parse(await askEngine("GET", `/services/${name}`));
}

/** Gives a service a whole specification, also the one that it has: that ends an update that is stuck. */
export async function writeService(name: string, spec: LiveService["Spec"]): Promise<void> {
  const { ID, Version } = await readService(name);
  await askEngine("POST", `/services/${ID}/update?version=${Version.Index}`, spec);
}

/** True when it is as wanted, and no update of it stopped half-way. */
export function isAs(wanted: LiveService["Spec"], { Spec, UpdateStatus }: LiveService): boolean {
  return isDeepStrictEqual(Spec, wanted) && !/paused|rollback/.test(UpdateStatus?.State ?? "");
}

/** Waits until Traefik has asked for labels that have changed. */
export async function untilRouted(before: LiveService["Spec"], after: LiveService["Spec"]): Promise<void> {
  if (!isDeepStrictEqual(before["Labels"], after["Labels"])) await sleep(refreshMs);
}

/** Waits until as many tasks run as are wanted, all of them with the settings of now, and no other one. */
export async function untilRunning(name: string): Promise<void> {
  await untilTasks(name, (tasks, replicas) => {
    const alive = tasks.filter(({ state, desired }) => state === "running" || desired === "running");
    return (
      alive.length === replicas &&
      alive.every((task) => task.isCurrent && task.state === "running" && task.desired === "running")
    );
  });
}

/** Waits until a task that was made after `since` has failed, and no other one of the service runs. */
export async function untilFailed(name: string, since: number): Promise<void> {
  await untilTasks(
    name,
    (tasks) =>
      tasks.some(({ state, created }) => /^(failed|rejected|complete)$/.test(state) && created >= since) &&
      tasks.every(({ state }) => state !== "running"),
  );
}

/** Waits until so many tasks run with the settings of now, and no other one is on its way. */
export async function untilReplaced(name: string, count: number): Promise<void> {
  await untilTasks(name, (tasks, replicas) => {
    const running = tasks.filter(({ state, desired }) => state === "running" && desired === "running");
    const isQuiet = tasks.every(({ state, desired }) => (state === "running") === (desired === "running"));
    return (
      isQuiet && running.length === replicas && running.filter(({ isCurrent }) => isCurrent).length === count
    );
  });
}

/** Waits for the state of an update, such as `paused`. */
export async function untilUpdate(name: string, state: string): Promise<void> {
  await until(`${name} to be ${state}`, async () => (await readService(name)).UpdateStatus?.State === state);
}

/** Asks until the answer is yes. */
export async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await ask())) {
    if (performance.now() > end) throw new Error(`waited ${patienceMs / 1000} s for ${what}`);
    await sleep(100);
  }
}

interface LiveTask {
  readonly created: number;
  readonly state: string;
  readonly desired: string;
  /** Started with the settings that the service has now. */
  readonly isCurrent: boolean;
}

async function untilTasks(name: string, isWanted: (tasks: readonly LiveTask[], replicas: number) => boolean) {
  const filters = encodeURIComponent(JSON.stringify({ service: [name] }));
  await until(`the tasks of ${name}`, async () => {
    const { Spec } = await readService(name);
    const tasks = tasksSchema.parse(await askEngine("GET", `/tasks?filters=${filters}`));
    const live = tasks.map(({ CreatedAt, DesiredState, Status, Spec: own }) => ({
      created: Date.parse(CreatedAt),
      state: Status.State,
      desired: DesiredState,
      isCurrent: isDeepStrictEqual(withoutRuntime(own), withoutRuntime(Spec.TaskTemplate)),
    }));
    return isWanted(live, Spec.Mode.Replicated.Replicas);
  });
}

/** The engine fills it in for the service alone. */
function withoutRuntime({ Runtime: _runtime, ...spec }: Record<string, unknown>): Record<string, unknown> {
  return spec;
}
