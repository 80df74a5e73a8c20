import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../config/user-error.ts";
import type { StackModel } from "../../model/model.ts";
import { checkModel } from "../../policies/check-model.ts";
import type { Finding } from "../../policies/rule.ts";
import { rules } from "../../policies/rules/index.ts";
import type { Suppression } from "../../policies/suppressions/suppression.ts";
import { suppress } from "../../policies/suppressions/suppression.ts";
import { type CheckedSource, failsOn, makeReport } from "../../report/check-report.ts";
import { type FormatName, format } from "../../report/format.ts";
import { hasColors } from "../../setup/console.ts";

/** What is wanted of a check. */
export interface CheckRequest {
  readonly files: readonly string[];
  readonly live: boolean;
  readonly stack: string | undefined;
  readonly directory: string | undefined;
  readonly name: string | undefined;
  readonly envFile: string | undefined;
  readonly config: string | undefined;
  readonly format: FormatName;
  readonly failOn: Finding["severity"] | "never";
  readonly showNotChecked: boolean;
}

/** What a source says, and what of it is encrypted. */
export interface ReadSource {
  readonly source: CheckedSource;
  readonly model: StackModel;
  readonly encrypted: readonly string[];
}

/**
 * Reads one of the three sources, runs all rules and prints the report.
 *
 * @throws UserError with exit code 2 for input that cannot be read.
 */
export async function check(request: CheckRequest): Promise<{ text: string; failed: boolean }> {
  const { source, model, encrypted } = await readSource(request);
  const settings = await readSettings(request);
  const comments = await readComments(model);
  const findings = checkModel(model).map((finding) => ({
    ...finding,
    severity: settings.levels.get(finding.rule) ?? finding.severity,
  }));
  const { open, suppressed, unused } = suppress(findings, [...comments, ...settings.suppressions]);
  const services = model.services.length;
  const report = makeReport({ source, findings: open, suppressed, unused, encrypted, services });
  const text = await format(request.format, report, {
    colour: hasColors(process.stdout),
    showNotChecked: request.showNotChecked,
    textOf: (file) => (isShown(file, model) ? readFileSync(file, "utf8") : undefined),
  });
  return { text, failed: failsOn(report, request.failOn) };
}

async function readSource(request: CheckRequest): Promise<ReadSource> {
  if (request.live) return (await import("./live.ts")).readLive(request);
  if (request.stack !== undefined) return (await import("./program.ts")).readProgram(request);
  return (await import("./files.ts")).readFiles(request);
}

/** Files of secrets and variables are never quoted. */
function isShown(file: string, { sourceFiles }: StackModel): boolean {
  return sourceFiles.some(({ path, kind }) => path === file && (kind === "stack" || kind === "config"));
}

const knownRules: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** Suppressions in the comments of all files. */
async function readComments({ sourceFiles }: StackModel): Promise<readonly Suppression[]> {
  const texts = sourceFiles.map(({ path }) => ({ path, text: readFileSync(path, "utf8") }));
  const commented = texts.filter(({ text }) => text.includes("centrifugo-swarm-ignore"));
  if (commented.length === 0) return [];
  const { readComments } = await import("../../policies/suppressions/comments.ts");
  return await asUserError(() => commented.flatMap(({ path, text }) => readComments(path, text, knownRules)));
}

async function readSettings({ config, files }: CheckRequest) {
  const usual = [...files.slice(0, 1).map((file) => dirname(file)), "."].map((folder) =>
    join(folder, "centrifugo-swarm.yaml"),
  );
  const path = config ?? usual.find((file) => existsSync(file));
  if (path === undefined) return { suppressions: [], levels: new Map<string, Finding["severity"]>() };
  const text = readText(path);
  const { readRuleSettings } = await import("../../policies/suppressions/config-file.ts");
  return await asUserError(() => readRuleSettings(path, text, knownRules));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new UserError(
      isMissing ? `--config ${path}: there is no such file.` : `the settings in ${path} cannot be read.`,
      { fix: "name a file that is there and that you may read, or leave --config out.", exitCode: 2 },
    );
  }
}

async function asUserError<T>(read: () => T): Promise<T> {
  const { SuppressionError } = await import("../../policies/suppressions/suppression-error.ts");
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SuppressionError)) throw error;
    throw new UserError(error.message, { fix: error.fix, exitCode: 2 });
  }
}
