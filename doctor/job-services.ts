import { UserError } from "../config/user-error.ts";
import { docker } from "./probes/docker.ts";

/** The label that marks a job of the doctor, whatever stack it looks at. */
export const jobLabel = "centrifugo-swarm.doctor-job";

/** Age in milliseconds from which on a job has no owner left: far above the limit of any job. */
const staleMs = 3 * 60_000;

/** What the name of every job for one stack begins with. */
export function jobPrefix(stack: string): string {
  return `${stack}_doctor-`;
}

/**
 * Removes the jobs of a stack whose owner was killed, but never the one named `own`.
 *
 * Younger ones may belong to a proof that runs beside this one, even when they have finished.
 */
export async function removeStaleJobs(stack: string, own?: string): Promise<void> {
  const filters = ["--filter", `label=${jobLabel}`, "--filter", `name=${jobPrefix(stack)}`];
  const names = (await docker("service", "ls", "--format", "{{.Name}}", ...filters)).split("\n");
  const others = names.filter((name) => name !== "" && name !== own);
  await Promise.all(
    others.map(async (name) => {
      if (Date.now() - (await createdAt(name)) > staleMs) await removeJob(name);
    }),
  );
}

/** Removes a job; one that is gone already is no error. */
export async function removeJob(name: string): Promise<void> {
  await docker("service", "rm", name).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
}

/** Milliseconds since 1970; never old for a job that is gone. */
async function createdAt(name: string): Promise<number> {
  const time = docker("service", "inspect", "--format", "{{json .CreatedAt}}", name);
  return time.then(
    (text) => Date.parse(JSON.parse(text)),
    (error: unknown) => {
      if (isGone(error)) return Number.POSITIVE_INFINITY;
      throw error;
    },
  );
}

function isGone(error: unknown): boolean {
  return error instanceof UserError && /not found|no such service/i.test(error.message);
}
