import { spawn } from "node:child_process";
import { once } from "node:events";
import { UserError } from "../config/user-error.ts";
import type { PulumiContext } from "./pulumi.ts";
import { cliPath } from "./pulumi-home.ts";

/**
 * Runs Pulumi in front of the user, with its own output.
 *
 * Ctrl-C reaches it exactly once: from a terminal by itself, else from here. A first one lets it end in order,
 * a second would make it drop what it is doing. We stay until it has ended.
 *
 * @returns whether it succeeded; why not, Pulumi has said itself.
 * @throws UserError when it was stopped.
 */
export async function runPulumi(context: PulumiContext, args: readonly string[]): Promise<boolean> {
  const terminal = process.stdin.isTTY === true;
  const child = spawn(cliPath(context.env), [...args, ...(terminal ? [] : ["--non-interactive"])], {
    cwd: context.root,
    env: context.env,
    stdio: "inherit",
    // Without a terminal, a signal for our whole process group must not come on top of the one from here.
    detached: !terminal,
  });
  let stopped = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (!stopped && !(terminal && signal === "SIGINT")) child.kill("SIGINT");
    stopped = true;
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    const [exitCode] = await once(child, "exit");
    if (stopped) {
      throw new UserError(`\`pulumi ${args[0]}\` was stopped; what it had done is recorded.`, {
        fix: `run \`make ${args[0] === "destroy" ? "down" : "up"}\` again, and it goes on from there.`,
      });
    }
    return exitCode === 0;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
