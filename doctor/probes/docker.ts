import { execa } from "execa";
import { UserError } from "../../config/user-error.ts";

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

async function call(args: readonly string[], timeout = callTimeoutMs) {
  const result = await execa("docker", args, {
    reject: false,
    detached: true,
    cleanup: false,
    stdin: "ignore",
    timeout,
    forceKillAfterDelay: 500,
  });
  if (!result.failed) return result;
  throw dockerError(args, result, timeout);
}

interface Failed {
  readonly code?: string | undefined;
  readonly timedOut: boolean;
  readonly stderr: string;
}

function dockerError(
  args: readonly string[],
  { code, timedOut, stderr }: Failed,
  timeout: number,
): UserError {
  if (code === "ENOENT") {
    return new UserError("the docker client is not installed", { fix: "Install it, or run make up." });
  }
  const call = `docker ${args.slice(0, 2).join(" ")}`;
  if (timedOut) {
    return new UserError(`${call} gave no answer within ${timeout / 1000} s`, {
      fix: "See whether the engine is alive: docker info",
    });
  }
  if (/cannot connect|is the docker daemon running|error during connect/i.test(stderr)) {
    return new UserError("the Docker engine does not answer", {
      fix: "Start it, or set DOCKER_HOST or the Docker context to a manager of the Swarm.",
    });
  }
  if (/not a swarm manager/i.test(stderr)) {
    return new UserError("this Docker engine is not a Swarm manager", {
      fix: "Point DOCKER_HOST or the Docker context at a manager of the Swarm.",
    });
  }
  return new UserError(`${call} failed: ${stderr.trim().split("\n").at(-1) ?? "no reason given"}`, {
    fix: "Mend what the message names, then run this again.",
  });
}
