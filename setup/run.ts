import { execa } from "execa";

export interface RunOptions {
  /** The whole environment of the command; default: ours. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Written to standard input. Secrets go this way, never through arguments: those are public in `ps`. */
  readonly input?: string;
  /** Milliseconds until the command is killed; default: none. */
  readonly timeout?: number;
}

export interface RunResult {
  readonly ok: boolean;
  /** Undefined when the command could not be started or was killed. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** The command does not exist. */
  readonly missing: boolean;
  readonly timedOut: boolean;
}

/** Runs a command to its end and returns what it said; a failure is a result, not an exception. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const result = await execa(command, args, {
    reject: false,
    extendEnv: false,
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.input === undefined ? { stdin: "ignore" } : { input: options.input }),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
  });
  return {
    ok: !result.failed,
    exitCode: result.exitCode,
    stdout: result.stdout ?? "",
    stderr: result.stderr ?? "",
    missing: result.code === "ENOENT",
    timedOut: result.timedOut,
  };
}

/** The last lines of a command's output, for an error text. */
export function lastLines(result: RunResult, count = 3): string {
  const text = `${result.stdout}\n${result.stderr}`.trim();
  return text.split("\n").slice(-count).join(" / ");
}
