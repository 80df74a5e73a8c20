import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../config/user-error.ts";
import { explainLock } from "./explain-lock.ts";
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
  // On a terminal Pulumi reads Ctrl-C as a key, which no other process sees: only its own log tells of it.
  const log =
    terminal && args[0] !== "preview" ? await mkdtemp(join(tmpdir(), "centrifugo-swarm-")) : undefined;
  const events = join(log ?? "", "events");
  const more = log === undefined ? [] : ["--event-log", events];
  const child = spawn(cliPath(context.env), [...args, ...(terminal ? more : ["--non-interactive"])], {
    cwd: context.root,
    // Without the variable Pulumi does not know the option.
    env: { ...context.env, ...(log === undefined ? {} : { PULUMI_DEBUG_COMMANDS: "true" }) },
    // Its diagnostics stay on standard output; what kept it from beginning is on the other.
    stdio: terminal ? "inherit" : ["inherit", "inherit", "pipe"],
    // Without a terminal, a signal for our whole process group must not come on top of the one from here.
    detached: !terminal,
  });
  let stopped = false;
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    process.stderr.write(chunk);
    said = `${said}${chunk}`.slice(-10_000);
  });
  const stop = (signal: NodeJS.Signals): void => {
    if (!stopped && !(terminal && signal === "SIGINT")) child.kill("SIGINT");
    stopped = true;
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    const [exitCode, signal] = await once(child, "close");
    if (log !== undefined)
      stopped ||= (await readFile(events, "utf8").catch(() => "")).includes("^C received");
    if (stopped) {
      throw new UserError(`\`pulumi ${args[0]}\` was stopped; what it had done is recorded.`, {
        fix: `run \`make ${args[0] === "destroy" ? "down" : "up"}\` again, and it goes on from there.`,
      });
    }
    if (signal !== null) {
      throw new UserError(
        `\`pulumi ${args[0]}\` was killed (${signal}) and could not record what it was doing.`,
        {
          fix: `run \`make ${args[0] === "destroy" ? "down" : "up"}\` again, which mends the state first.`,
        },
      );
    }
    const locked = exitCode === 0 ? undefined : explainLock(said, context.stack);
    if (locked !== undefined) throw locked;
    return exitCode === 0;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    if (log !== undefined) await rm(log, { recursive: true, force: true });
  }
}
