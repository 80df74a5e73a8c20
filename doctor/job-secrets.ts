import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../config/user-error.ts";
import { jobLabel } from "./job-services.ts";
import { docker, dockerWithInput } from "./probes/docker.ts";
import type { SwarmJob } from "./swarm-job.ts";

/** Name of the Swarm secret that a value becomes for a job. */
export function ownSecret(job: string, target: string): string {
  return `${job}-${target.replaceAll(/[^a-z0-9-]/gi, "-")}`;
}

/** The values of a job that need a Swarm secret, by the name of that. */
export function ownSecrets(name: string, { secrets }: SwarmJob): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(secrets).flatMap(([target, source]) =>
      "value" in source ? [[ownSecret(name, target), source.value] as const] : [],
    ),
  );
}

/** Makes them; the values go through standard input. */
export async function createSecrets(own: ReadonlyMap<string, string>, { labels }: SwarmJob): Promise<void> {
  const marks = Object.entries({ ...labels, [jobLabel]: "true" });
  const flags = marks.flatMap(([key, value]) => ["--label", `${key}=${value}`]);
  await Promise.all(
    [...own].map(([name, value]) => dockerWithInput(value, "secret", "create", ...flags, name, "-")),
  );
}

/** Removes them; Swarm refuses for a moment after the service is gone. */
export async function removeSecrets(names: readonly string[]): Promise<void> {
  for (const name of names) {
    for (let left = 20; left > 0; left -= 1) {
      const gone = await docker("secret", "rm", name).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof UserError)) throw error;
          return /not found|no such/i.test(error.message);
        },
      );
      if (gone) break;
      await sleep(100);
    }
  }
}
