import { UserError } from "../config/user-error.ts";
import { explainLock } from "./explain-lock.ts";
import { cliPath } from "./pulumi-home.ts";
import { type RunResult, run } from "./run.ts";

/** Where and on which stack Pulumi works. */
export interface PulumiContext {
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  readonly stack: string;
  /** The whole environment of the command, with what `toolEnvironment()` adds. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs one Pulumi command that asks nothing. `input` goes to standard input: the only way that a secret takes,
 * because arguments can be read by every user of the machine.
 *
 * @throws UserError in one sentence.
 */
export async function pulumi(
  context: PulumiContext,
  args: readonly string[],
  input?: string,
): Promise<string> {
  const result = await tryPulumi(context, args, input);
  if (result.ok) return result.stdout;
  throw explainPulumi(result, args, context.stack);
}

export function tryPulumi(
  context: PulumiContext,
  args: readonly string[],
  input?: string,
): Promise<RunResult> {
  return run(cliPath(context.env), [...args, "--non-interactive", "--color", "never"], {
    env: context.env,
    cwd: context.root,
    timeout: 120_000,
    ...(input === undefined ? {} : { input }),
  });
}

/** Says in one sentence why a command of Pulumi failed. */
export function explainPulumi(result: RunResult, args: readonly string[], stack: string): UserError {
  const said = result.stderr;
  const locked = explainLock(said, stack);
  if (locked !== undefined) return locked;
  if (/incorrect passphrase/.test(said)) {
    return new UserError(`The passphrase does not open the secrets of the stack ${stack}.`, {
      fix: "set PULUMI_CONFIG_PASSPHRASE_FILE (or PULUMI_CONFIG_PASSPHRASE) to the passphrase it was made with.",
    });
  }
  if (/passphrase must be set/.test(said)) {
    return new UserError(`The secrets of the stack ${stack} need a passphrase, and none is set.`, {
      fix: "set PULUMI_CONFIG_PASSPHRASE_FILE or PULUMI_CONFIG_PASSPHRASE.",
    });
  }
  if (result.missing) {
    return new UserError("The Pulumi CLI is not installed.", { fix: "run `make up`, which installs it." });
  }
  // Pulumi's own errors name files and lines; its first sentence is the one that counts.
  const first = /^error: (.*)$/m.exec(said)?.[1] ?? said.trim().split("\n")[0] ?? "no output";
  return new UserError(`\`pulumi ${args.slice(0, 2).join(" ")}\` failed: ${first}`, {
    fix: 'run it by hand to see more: eval "$(make -s env)"',
  });
}
