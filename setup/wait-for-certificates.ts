import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../config/user-error.ts";
import { docker } from "./docker.ts";

/**
 * Waits until every node has the certificate: Pulumi's provider cannot wait for a global service.
 *
 * @param limit in milliseconds.
 * @throws UserError when Swarm has taken the change back, or the limit has passed.
 */
export async function waitForCertificates(
  service: string,
  env: NodeJS.ProcessEnv,
  limit = 120_000,
): Promise<void> {
  const end = Date.now() + limit;
  for (;;) {
    const [replicas, update] = await Promise.all([
      docker(["service", "ls", "--filter", `name=${service}`, "--format", "{{.Replicas}}"], { env }),
      docker(["service", "inspect", "--format", "{{with .UpdateStatus}}{{.State}}{{end}}", service], { env }),
    ]);
    const state = update.stdout.trim();
    const [running, wanted] = replicas.stdout.trim().split(/[/ ]/);
    if ((state === "" || state === "completed") && running === wanted && Number(wanted) > 0) return;
    if (state.startsWith("rollback") || Date.now() > end) {
      throw new UserError(`The certificate is not on every node: ${running} of ${wanted} tasks run.`, {
        fix: `see why: docker service ps --no-trunc ${service}; docker service logs --tail 20 ${service}`,
      });
    }
    await sleep(500);
  }
}
