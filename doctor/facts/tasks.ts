import { z } from "zod/mini";
import { UserError } from "../../config/user-error.ts";
import { fingerprint } from "../fingerprint.ts";
import { docker } from "../probes/docker.ts";

const schema = z.array(
  z.object({
    ID: z.string(),
    ServiceID: z.string(),
    CreatedAt: z.string(),
    DesiredState: z.string(),
    Spec: z.looseObject({}),
    Status: z.object({
      State: z.string(),
      Timestamp: z.string(),
      Err: z.optional(z.string()),
    }),
  }),
);

/** One try of Swarm to run one replica. */
export interface Task {
  readonly id: string;
  readonly serviceId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Since when it is in its state, in milliseconds since 1970. */
  readonly since: number;
  readonly state: string;
  readonly desiredState: string;
  /** The same for tasks that were started with the same settings. */
  readonly settings: string;
  /** Why it failed or does not start; empty: nothing said. */
  readonly error: string;
}

/** True for a task that runs, and is to. */
export function isRunning({ state, desiredState }: Task): boolean {
  return state === "running" && desiredState === "running";
}

/** The tasks of services, old ones too as far as Swarm keeps them (five a replica), newest first. */
export async function readTasks(services: readonly string[]): Promise<readonly Task[]> {
  if (services.length === 0) return [];
  return (await inspectTasks(services))
    .map(
      ({ ID, ServiceID, CreatedAt, DesiredState, Spec, Status }): Task => ({
        id: ID,
        serviceId: ServiceID,
        createdAt: Date.parse(CreatedAt),
        since: Date.parse(Status.Timestamp),
        state: Status.State,
        desiredState: DesiredState,
        settings: fingerprint(JSON.stringify(Spec)),
        error: Status.Err ?? "",
      }),
    )
    .sort((one, other) => other.createdAt - one.createdAt);
}

/** Swarm forgets the oldest task of a replica when it makes a new one, also between the list and the look at it. */
async function inspectTasks(services: readonly string[], attempts = 5): Promise<z.output<typeof schema>> {
  const ids = await docker("service", "ps", "--quiet", "--no-trunc", ...services);
  const list = ids.split("\n").filter((id) => id !== "");
  if (list.length === 0) return [];
  try {
    return schema.parse(JSON.parse(await docker("inspect", "--type", "task", ...list)));
  } catch (error) {
    const isGone = error instanceof UserError && /task \S+ not found|no such/i.test(error.message);
    if (!isGone || attempts <= 1) throw error;
    return inspectTasks(services, attempts - 1);
  }
}
