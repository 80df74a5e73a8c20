import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Options as ExecaOptions, execa } from "execa";
import { onTestFinished } from "vitest";
import { root } from "../../setup/project.ts";

export const executable = join(root, "bin/centrifugo-swarm");
export const example = join(root, "Pulumi.dev.example.yaml");

export interface CommandResult {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in a process of its own; never throws. */
export async function swarm(
  args: readonly string[],
  options: Pick<ExecaOptions, "cwd" | "env"> = {},
): Promise<CommandResult> {
  const { STACK: _, ...inherited } = process.env;
  const result = await execa(executable, args, {
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    cwd: options.cwd ?? root,
    env: { ...inherited, ...options.env },
  });
  return { exitCode: result.exitCode, stdout: String(result.stdout), stderr: String(result.stderr) };
}

/** A folder with a Pulumi.yaml and these stack files, by stack. */
export function projectFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "centrifugo-swarm-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: centrifugo-swarm\nruntime: nodejs\n");
  for (const [stack, text] of Object.entries(files))
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), text);
  return folder;
}
