import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { readImageSources, resolveImage } from "../../config/images.ts";
import { pins } from "../../config/pins.ts";
import { root } from "../../setup/project.ts";
import { docker, namesOf } from "../support/docker.ts";

/** An image of the deployment as this machine has it. */
export function imageOf(name: keyof typeof pins.images): string {
  return resolveImage(pins.images[name], readImageSources(root, ""));
}

/** What a Docker command said, whether it succeeded or not. */
export async function saidBy(...args: string[]): Promise<{ readonly ok: boolean; readonly text: string }> {
  const { all, exitCode } = await execa("docker", args, { all: true, reject: false });
  return { ok: exitCode === 0, text: all };
}

/** Objects of one test file on the real Swarm, all under one prefix. */
export interface PlainServices {
  readonly prefix: string;
  /** Creates a service of one task that sleeps, with these flags; gives its name. */
  readonly create: (name: string, flags: readonly string[], command?: readonly string[]) => Promise<string>;
  /** Removes everything under the prefix, and waits until the networks are gone. */
  readonly dispose: () => Promise<void>;
}

/** Plain services without Pulumi; dnsrr, since not every kernel has IP_VS. */
export function plainServices(): PlainServices {
  const prefix = `observed-${randomBytes(3).toString("hex")}`;
  return {
    prefix,
    create: async (name, flags, command = ["sleep", "1000"]) => {
      const full = `${prefix}-${name}`;
      const usual = ["--detach", "--name", full, "--endpoint-mode", "dnsrr", "--stop-grace-period", "1s"];
      await docker("service", "create", "--quiet", ...usual, ...flags, ...command);
      return full;
    },
    dispose: async () => {
      const kinds = ["service", "config", "secret", "network", "volume"] as const;
      for (const kind of kinds) {
        // A network, config or volume is in use until the last task has gone.
        for (let left = await namesOf(kind, prefix); left.length > 0; left = await namesOf(kind, prefix)) {
          await saidBy(kind, "rm", ...left);
          await sleep(200);
        }
      }
    },
  };
}

/** States of the tasks of a service, newest first: `Running`, `Pending`, with the error of each. */
export async function tasksOf(
  service: string,
): Promise<readonly { readonly state: string; readonly error: string }[]> {
  const format = "{{.CurrentState}}\t{{.Error}}";
  const { text } = await saidBy("service", "ps", "--no-trunc", "--format", format, service);
  return text.split("\n").map((line) => {
    const [current = "", error = ""] = line.split("\t");
    return { state: current.split(" ")[0] ?? "", error };
  });
}

/** States alone. */
export async function statesOf(service: string): Promise<readonly string[]> {
  return (await tasksOf(service)).map(({ state }) => state);
}

/** Asks until the answer is the wanted one, and gives it; throws with the last answer after a while. */
export async function until<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
  limitMs = 60_000,
): Promise<T> {
  const patience = AbortSignal.timeout(limitMs);
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (patience.aborted) throw new Error(`It stayed at ${JSON.stringify(answer)}.`);
    await sleep(200);
  }
}

/** Waits until a task of the service runs. */
export async function untilRunning(service: string): Promise<void> {
  await until(
    () => statesOf(service),
    (states) => states.includes("Running"),
  );
}

/** Waits until a task of the service is in a state with an error. */
export async function untilFailed(service: string, state: string, error: string): Promise<void> {
  await until(
    () => tasksOf(service),
    (tasks) => tasks.some((task) => task.state === state && task.error.includes(error)),
  );
}
