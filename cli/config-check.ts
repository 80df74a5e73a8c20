import { existsSync } from "node:fs";
import { basename, dirname, relative } from "node:path";
import type { ConfigIssue } from "../config/config-issue.ts";
import { formatIssues } from "../config/format-issues.ts";
import { UserError } from "../config/user-error.ts";
import { escapeData, escapeProperty } from "../report/escape-workflow.ts";
import { relativePath } from "../report/place.ts";
import { hasColors } from "../setup/console.ts";
import { defineCommand, type ExitCode } from "./command.ts";
import { fileOf, placeOfFile, stackOptions, stackPlace } from "./stack-place.ts";
import { usageError } from "./usage-error.ts";

/** What `--format json` prints. Fields are only ever added. */
interface CheckReport {
  /** The whole path of the stack file. */
  readonly file: string;
  readonly stack: string;
  /** True when nothing keeps the stack from being deployed; warnings do not. */
  readonly ok: boolean;
  /** Mistakes and warnings, sorted by place; empty when nothing is wrong. */
  readonly issues: readonly ConfigIssue[];
  /** Settings that are there, but whose values could not be looked at: they are encrypted. */
  readonly encrypted: readonly string[];
}

export const command = defineCommand({
  options: {
    ...stackOptions,
    file: {
      type: "string",
      value: "PATH",
      help: "check this stack file; its name says which stack it is of",
    },
    "allow-missing-secrets": {
      type: "boolean",
      help: "secrets that are not there are no mistake (before `config init`\nor `make up` has made them, and for an example)",
    },
    format: {
      type: "string",
      choices: ["pretty", "json", "github"],
      help: "for people (default), for programs, or annotations for GitHub Actions",
    },
  },
  notes: [
    "Needs no Pulumi, no Docker and no network. Values that are encrypted are not looked at: `pulumi preview`\nchecks those. Exit code: 0 nothing is wrong, 1 there are mistakes, 2 wrong usage or an unreadable file.",
    "JSON is one object: file, stack, ok, issues (code, severity, path, message, fix, file, origin, and where\nthey are known page, line, column, excerpt) and encrypted (names). Fields are only ever added.",
  ],
  examples: [
    ["config check --stack production", "check Pulumi.production.yaml"],
    [
      "config check --file Pulumi.dev.example.yaml --allow-missing-secrets",
      "check a file that has no secrets yet, in CI for example",
    ],
    ["config check --format json | jq -r '.issues[].message'", "hand the mistakes to another program"],
  ],
  async run(values): Promise<ExitCode> {
    const { file, stack, directory } = values;
    if (file !== undefined && (stack ?? directory) !== undefined) {
      throw usageError("centrifugo-swarm config check", "--file already says which stack and folder it is.");
    }
    const place = file === undefined ? await stackPlace(values) : await placeOfFile(file);
    // Loaded here, so that help and wrong usage are answered at once.
    const { checkStack } = await import("../stacks/check-stack.ts");
    const { ok, issues, encrypted } = checkStack(
      place,
      values["allow-missing-secrets"] === true ? { missingSecrets: "allowed" } : {},
    );
    const report: CheckReport = { file: fileOf(place), stack: place.stack, ok, issues, encrypted };
    const isMissing = report.issues.some(({ code }) => code === "no-stack-file");
    if (values.format === "json") process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else if (isMissing) throw noStackFile(report);
    else if (values.format === "github") process.stdout.write(annotations(report));
    else process.stdout.write(pretty(report));
    return isMissing ? 2 : ok ? 0 : 1;
  },
});

/** Workflow commands of GitHub Actions, an annotation on the line of each mistake. */
function annotations({ file, issues }: CheckReport): string {
  return issues
    .map((issue) => {
      const { severity, code, message, fix, line, column } = issue;
      const place = [
        `file=${escapeProperty(relativePath(issue.file ?? file))}`,
        ...(line === undefined ? [] : [`line=${line}`]),
        ...(column === undefined ? [] : [`col=${column}`]),
        `title=${escapeProperty(code)}`,
      ].join(",");
      return `::${severity} ${place}::${escapeData(`${message}\nfix: ${fix}`)}\n`;
    })
    .join("");
}

function noStackFile({ file, stack }: CheckReport): UserError {
  const init = `write one with \`centrifugo-swarm config init --stack ${stack}\``;
  const example = existsSync(file.replace(/\.yaml$/, ".example.yaml"));
  return new UserError(`there is no ${basename(file)} in ${dirname(file)}.`, {
    fix: example
      ? `${init}; \`make up\` makes it from the example.`
      : `${init}, or name another one with --stack.`,
    exitCode: 2,
  });
}

function pretty({ file, issues, encrypted }: CheckReport): string {
  if (issues.length > 0) return `${formatIssues(issues, { colour: hasColors(process.stdout) })}\n`;
  const unseen = encrypted.length === 0 ? "" : ` Not looked at, because encrypted: ${encrypted.join(", ")}.`;
  const near = relative(process.cwd(), file);
  return `${near.startsWith("..") ? file : near}: no mistakes.${unseen}\n`;
}
