import { readFileSync } from "node:fs";
import type { Finding } from "../../policies/rule.ts";
import { rules } from "../../policies/rules/index.ts";
import type { Suppression } from "../../policies/suppressions/suppression.ts";
import { suppress } from "../../policies/suppressions/suppression.ts";
import { type CheckReport, makeReport } from "../../report/check-report.ts";
import { formatGithub } from "../../report/github.ts";
import { formatJson } from "../../report/json.ts";
import { formatJunit } from "../../report/junit.ts";
import { formatMarkdown } from "../../report/markdown.ts";
import { formatPretty } from "../../report/pretty.ts";
import { formatSarif } from "../../report/sarif.ts";

/** A check of files, with what these suppressions leave out. */
export function reportOf(
  findings: readonly Finding[],
  files: readonly string[],
  suppressions: readonly Suppression[] = [],
): CheckReport {
  return makeReport({
    source: { kind: "files", names: files },
    ...forReport(findings, suppressions),
    encrypted: [],
    services: new Set(findings.map(({ service }) => service)).size,
  });
}

function forReport(findings: readonly Finding[], suppressions: readonly Suppression[]) {
  const { open, ...rest } = suppress(findings, suppressions);
  return { findings: open, ...rest };
}

/** Every format of a report in one text; of these files lines are shown. */
export function allFormats(report: CheckReport, files: readonly string[]): string {
  const textOf = (file: string) => (files.includes(file) ? readFileSync(file, "utf8") : undefined);
  return [
    formatPretty(report, { colour: false, showNotChecked: true, textOf }),
    formatPretty(report, { colour: true, showNotChecked: false, textOf }),
    formatJson(report),
    formatSarif(report, rules, "0.0.0"),
    formatJunit(report),
    formatGithub(report),
    formatMarkdown(report),
  ].join("\n");
}

/** Every format of a check in one text, with all findings open and with all of them suppressed. */
export function formats(findings: readonly Finding[], files: readonly string[]): string {
  const everything: Suppression = {
    rules: [...new Set(findings.map(({ rule }) => rule))],
    reason: "a test",
    place: "centrifugo-swarm.yaml:1",
    matches: () => true,
  };
  return [[], [everything]]
    .map((suppressions) => allFormats(reportOf(findings, files, suppressions), files))
    .join("\n");
}
