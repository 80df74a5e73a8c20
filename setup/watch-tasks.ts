import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod/mini";
import { docker, lines } from "./docker.ts";

/** One task of a service, as `docker service ps` shows it. */
export interface Task {
  readonly id: string;
  readonly service: string;
  /** The place that tasks follow each other in: `dev_redis.1`. */
  readonly slot: string;
  /** Running, Pending, Rejected, Failed, … */
  readonly state: string;
  /** Why it does not run; empty when there is nothing to say. */
  readonly error: string;
  readonly node: string;
  readonly image: string;
}

/** What was seen of the tasks while a deployment ran. */
export interface Observation {
  /** Tasks that came to nothing in this deployment, oldest first. */
  readonly failed: readonly Task[];
  /** All tasks at the end, newest first in each slot; those of a service that is gone are missing. */
  readonly last: readonly Task[];
  /** Last lines that a failed task has logged, by service. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
  /** Where the update of each service stands, such as `rollback_completed`; empty before a first update. */
  readonly updates: Readonly<Record<string, string>>;
}

export interface TaskWatch {
  /** Looks no further. */
  end(): void;
  /** Ends, and tells what was seen; asks Docker once more for how things stand. */
  observation(): Promise<Observation>;
}

const rowSchema = z.object({
  ID: z.string(),
  Name: z.string(),
  CurrentState: z.string(),
  Error: z.string(),
  Node: z.string(),
  Image: z.string(),
});

/**
 * Watches the tasks of services in the background. A service that does not start is deleted again by the
 * provider, and Swarm forgets old tasks: afterwards nobody could say why.
 *
 * One `docker service ps` every `interval` milliseconds, and the log of a service's failed task once.
 */
export function watchTasks(services: readonly string[], env: NodeJS.ProcessEnv, interval = 4000): TaskWatch {
  const ended = new AbortController();
  const failed = new Map<string, Task>();
  const logs: Record<string, readonly string[]> = {};
  let old: ReadonlySet<string> | undefined;

  const look = async (): Promise<readonly Task[]> => {
    const tasks = await readTasks(services, env);
    // A task that had ended before this deployment says nothing about it; one that still waits does.
    old ??= new Set(tasks.filter(hasEnded).map(({ id }) => id));
    for (const task of tasks) {
      if (task.error === "" || old.has(task.id)) continue;
      failed.set(task.id, task);
      if (!hasRun(task) || logs[task.service] !== undefined) continue;
      logs[task.service] = await readLog(task.id, env);
    }
    return tasks;
  };
  const watching = (async () => {
    while (!ended.signal.aborted) {
      await look();
      await sleep(interval, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();

  return {
    end: () => ended.abort(),
    async observation() {
      ended.abort();
      await watching;
      const [last, updates] = await Promise.all([look(), readUpdates(services, env)]);
      return { failed: [...failed.values()], last, logs, updates };
    },
  };
}

/** Reads rows of `docker service ps --format '{{json .}}'`. */
export function parseTasks(rows: readonly string[]): Task[] {
  return rows.flatMap((row) => {
    const parsed = rowSchema.safeParse(JSON.parse(row)).data;
    if (parsed === undefined) return [];
    const slot = parsed.Name;
    return {
      id: parsed.ID,
      service: slot.slice(0, slot.lastIndexOf(".")),
      slot,
      state: parsed.CurrentState.split(" ")[0] ?? "",
      error: parsed.Error.replaceAll(/^"|"$/g, ""),
      node: parsed.Node,
      image: parsed.Image,
    };
  });
}

/** Services that do not exist (yet) are left out. */
async function readTasks(services: readonly string[], env: NodeJS.ProcessEnv): Promise<readonly Task[]> {
  const args = ["service", "ps", "--no-trunc", "--format", "{{json .}}", ...services];
  return parseTasks(lines(await docker(args, { env })));
}

async function readLog(task: string, env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const result = await docker(["service", "logs", "--raw", "--tail", "20", task], { env, timeout: 5000 });
  return `${result.stdout}\n${result.stderr}`.split("\n").filter((line) => line.trim() !== "");
}

async function readUpdates(
  services: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Record<string, string>> {
  const format = "{{.Spec.Name}}\t{{with .UpdateStatus}}{{.State}}{{end}}";
  const result = await docker(["service", "inspect", "--format", format, ...services], { env });
  return Object.fromEntries(
    lines(result).map((line): [string, string] => {
      const [name = "", state = ""] = line.split("\t");
      return [name, state];
    }),
  );
}

function hasEnded({ state }: Task): boolean {
  return ["Failed", "Rejected", "Shutdown", "Complete", "Orphaned", "Remove"].includes(state);
}

/** It had a container that may have logged something. */
function hasRun({ state }: Task): boolean {
  return state === "Failed" || state === "Complete" || state === "Shutdown";
}
