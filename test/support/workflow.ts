import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { z } from "zod";
import { root } from "../../setup/project.ts";

const env = z.record(z.string(), z.string()).default({});
const step = z.object({
  id: z.string().optional(),
  if: z.string().optional(),
  run: z.string().optional(),
  uses: z.string().optional(),
  "continue-on-error": z.boolean().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env,
});
const job = z.looseObject({
  if: z.string().optional(),
  "timeout-minutes": z.number(),
  permissions: z.record(z.string(), z.string()).default({}),
  env,
  steps: z.array(step),
});
const workflow = z.looseObject({
  name: z.string(),
  permissions: z.record(z.string(), z.string()),
  concurrency: z.looseObject({ group: z.string() }),
  env,
  jobs: z.record(z.string(), job),
});
export type Workflow = z.output<typeof workflow>;
export type Step = z.output<typeof step>;

export async function readWorkflow(path: string): Promise<Workflow> {
  return workflow.parse(parse(await readFile(join(root, path), "utf8")));
}

export interface Runner {
  readonly directory: string;
  /** The whole environment of a run before the workflow adds its own. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What GitHub would put in for an expression, as it is written between the braces. */
  readonly expressions: Readonly<Record<string, string>>;
  /** Puts what an action would bring into the folder for temporary files. */
  readonly prepare?: (temporary: string) => Promise<void>;
  /** Conditions of steps that do not hold in this run; all others do. */
  readonly skipped?: readonly string[];
}

export interface StepResult {
  readonly run: string;
  readonly exitCode: number | undefined;
  readonly all: string;
}

/**
 * Runs the `run` steps of the only job of a workflow in order, each in the shell that GitHub starts, until one
 * fails; after that only those whose condition says so. What an action does is not done here.
 */
export async function runWorkflow(path: string, runner: Runner): Promise<readonly StepResult[]> {
  const { env: common, jobs } = await readWorkflow(path);
  const [only, ...others] = Object.values(jobs);
  if (only === undefined || others.length > 0) throw new Error(`${path} has not one job`);
  const folder = await mkdtemp(join(tmpdir(), "runner-"));
  const files = { GITHUB_ENV: "env", GITHUB_PATH: "path", GITHUB_OUTPUT: "out", GITHUB_STEP_SUMMARY: "sum" };
  const outputs: Record<string, string> = {};
  const gained: Record<string, string> = {};
  const folders: string[] = [];
  const results: StepResult[] = [];
  const paths = Object.entries(files).map(([name, file]): [string, string] => [name, join(folder, file)]);
  const read = (name: keyof typeof files) => readFile(join(folder, files[name]), "utf8");
  const fill = (text: string) => fillIn(text, { ...runner.expressions, "runner.temp": folder, ...outputs });
  try {
    await runner.prepare?.(folder);
    for (const { id, if: condition, run, env: own } of only.steps) {
      if (run === undefined) continue;
      if (condition !== undefined && runner.skipped?.includes(condition)) continue;
      const failed = results.some(({ exitCode }) => exitCode !== 0);
      if (failed && !condition?.includes("!cancelled()")) continue;
      for (const [, file] of paths) await writeFile(file, "");
      await writeFile(join(folder, "script.sh"), run);
      const added = Object.entries({ ...common, ...only.env, ...own }).map(([name, text]) => [
        name,
        fill(text),
      ]);
      const { exitCode, all } = await execa("bash", ["-e", join(folder, "script.sh")], {
        cwd: runner.directory,
        extendEnv: false,
        stdin: "ignore",
        all: true,
        reject: false,
        env: {
          ...runner.env,
          PATH: [...folders, runner.env["PATH"]].join(delimiter),
          RUNNER_TEMP: folder,
          ...gained,
          ...Object.fromEntries([...paths, ...added]),
        },
      });
      results.push({ run: run.trim(), exitCode, all });
      Object.assign(gained, assignments(await read("GITHUB_ENV")));
      folders.unshift(...(await read("GITHUB_PATH")).split("\n").filter((line) => line !== ""));
      for (const [name, value] of Object.entries(assignments(await read("GITHUB_OUTPUT"))))
        outputs[`steps.${id}.outputs.${name}`] = value;
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws Error for an expression that the test gives no value: a workflow shall not gain one unseen. */
function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`no value for the expression ${expression}`);
    return value;
  });
}

function assignments(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line.includes("="))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}
