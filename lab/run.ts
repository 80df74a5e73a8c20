import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";

/** Begins the log of a build, `<cache>/logs/<name>.log`, and gives its path. */
export async function startLog(name: string, cache: string): Promise<string> {
  const folder = join(cache, "logs");
  await mkdir(folder, { recursive: true });
  const log = join(folder, `${name}.log`);
  await writeFile(log, "");
  return log;
}

export type RunOptions = { cwd?: string; environment?: Record<string, string> };

/**
 * Runs a command of a build and adds what it writes to the build's log.
 *
 * @throws Error when it cannot be started or ends with another code than 0.
 */
export async function run(log: string, command: readonly string[], options: RunOptions = {}): Promise<void> {
  const [file, ...parameters] = command;
  if (file === undefined) throw new Error("run() needs a command.");
  await appendFile(log, `$ ${command.join(" ")}\n`);
  const result = await execa(file, parameters, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: options.environment ?? {},
    stdin: "ignore",
    stdout: { file: log, append: true },
    stderr: { file: log, append: true },
    reject: false,
  });
  if (result.failed) {
    throw new Error(
      result.exitCode === undefined ? result.shortMessage : `${file} ended with code ${result.exitCode}.`,
      {
        cause: result,
      },
    );
  }
}
