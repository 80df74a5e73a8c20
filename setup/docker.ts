import { type RunOptions, type RunResult, run } from "./run.ts";

/** Runs the docker client, which honours DOCKER_HOST and contexts; a call that hangs is ended after 30 s. */
export function docker(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return run("docker", args, { timeout: 30_000, ...options });
}

/** Lines of output, without empty ones. */
export function lines(result: RunResult): string[] {
  return result.stdout.split("\n").filter((line) => line !== "");
}
