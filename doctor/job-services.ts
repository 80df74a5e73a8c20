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
  const secrets = (await docker("secret", "ls", "--format", "{{.Name}}", ...filters)).split("\n");
  const isStale = async (kind: "service" | "secret", name: string) =>
    Date.now() - (await createdAt(kind, name)) > staleMs;
  await Promise.all(
    others.map(async (name) => {
      if (await isStale("service", name)) await removeJob(name);
    }),
  );
  // Swarm gives a secret up only once nothing uses it.
  await Promise.all(
    secrets
      .filter((name) => name !== "" && !(own !== undefined && name.startsWith(own)))
      .map(async (name) => {
        if (await isStale("secret", name)) await remove("secret", name);
      }),
  );
}

/** Removes a job; one that is gone already is no error. */
export async function removeJob(name: string): Promise<void> {
  await remove("service", name);
}

async function remove(kind: "service" | "secret", name: string): Promise<void> {
  await docker(kind, "rm", name).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
}

/** Milliseconds since 1970; never old for a job that is gone. */
async function createdAt(kind: "service" | "secret", name: string): Promise<number> {
  const time = docker(kind, "inspect", "--format", "{{json .CreatedAt}}", name);
  return time.then(
    (text) => Date.parse(JSON.parse(text)),
    (error: unknown) => {
      if (isGone(error)) return Number.POSITIVE_INFINITY;
      throw error;
    },
  );
}

function isGone(error: unknown): boolean {
  return error instanceof UserError && /not found|no such (service|secret)/i.test(error.message);
}
