import { z } from "zod/mini";
import { UserError } from "../../config/user-error.ts";
import { fingerprint } from "../fingerprint.ts";
import { docker } from "../probes/docker.ts";

const schema = z.array(
  z.object({
    ID: z.string(),
    ServiceID: z.string(),
    Slot: z.optional(z.number()),
    NodeID: z.optional(z.string()),
    CreatedAt: z.string(),
    DesiredState: z.string(),
    Spec: z.looseObject({ ContainerSpec: z.looseObject({ Image: z.string() }) }),
    Status: z.object({
      State: z.string(),
      Timestamp: z.string(),
      Err: z.optional(z.string()),
      Message: z.optional(z.string()),
      ContainerStatus: z.nullish(z.object({ ExitCode: z.optional(z.number()) })),
    }),
  }),
);

/** One try of Swarm to run one replica. */
export interface Task {
  readonly id: string;
  readonly serviceId: string;
  /** Number of the replica; the node where a service is global. */
  readonly place: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Since when it is in its state, in milliseconds since 1970. */
  readonly since: number;
  readonly state: string;
  readonly desiredState: string;
  readonly image: string;
  /** The same for tasks that were started with the same settings. */
  readonly settings: string;
  /** Why it failed or does not start; empty: nothing said. */
  readonly error: string;
  readonly exitCode: number | undefined;
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
      ({ ID, ServiceID, Slot, NodeID, CreatedAt, DesiredState, Spec, Status }): Task => ({
        id: ID,
        serviceId: ServiceID,
        place: Slot === undefined ? (NodeID ?? "") : String(Slot),
        createdAt: Date.parse(CreatedAt),
        since: Date.parse(Status.Timestamp),
        state: Status.State,
        desiredState: DesiredState,
        image: Spec.ContainerSpec.Image,
        settings: fingerprint(JSON.stringify(Spec)),
        error: Status.Err ?? "",
        exitCode: Status.ContainerStatus?.ExitCode,
      }),
    )
    .sort((one, other) => other.createdAt - one.createdAt);
}

/** Swarm forgets the oldest task of a place when it makes a new one, also between the list and the look at it. */
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
