import { execa } from "execa";
import { UserError } from "../../config/user-error.ts";
import { dockerRefusal } from "./docker-refusal.ts";

/** How long one call of the docker client may take, in milliseconds. */
const callTimeoutMs = 20_000;
/** How long the engine may take to hand out a log, in milliseconds. */
const logTimeoutMs = 3_000;

/**
 * Runs the docker client (which honours `DOCKER_HOST` and contexts) and returns what it printed.
 *
 * Throws a `UserError` that says what refused. It gets a process group of its own, so that Ctrl-C in a
 * terminal does not cut a call in half whose object we then have to remove.
 */
export async function docker(...args: string[]): Promise<string> {
  return (await call(args)).stdout;
}

/** The same, with a text on its standard input: the only way that a secret takes. */
export async function dockerWithInput(input: string, ...args: string[]): Promise<string> {
  return (await call(args, callTimeoutMs, input)).stdout;
}

/**
 * What a service or one task wrote to stdout and to stderr; nothing when the engine does not say in time.
 *
 * Engines up to 20.10 at least sometimes never answer, as for a task that is just gone (seen): ask again.
 */
export async function taskLog(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const silent = { stdout: "", stderr: "" };
  return call(["service", "logs", ...args], logTimeoutMs).catch((error: unknown) => {
    if (error instanceof UserError && /no such|gave no answer/i.test(error.message)) return silent;
    throw error;
  });
}

/** The last lines of that, first those of stdout; empty ones are left out. */
export async function lastLogLines(name: string, count: number): Promise<readonly string[]> {
  const { stdout, stderr } = await taskLog("--raw", "--tail", String(count), name);
  return `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
}

async function call(args: readonly string[], timeout = callTimeoutMs, input?: string) {
  const result = await execa("docker", args, {
    reject: false,
    detached: true,
    cleanup: false,
    ...(input === undefined ? { stdin: "ignore" } : { input }),
    timeout,
    forceKillAfterDelay: 500,
  });
  if (!result.failed) return result;
  throw dockerRefusal(args, result, timeout);
}
