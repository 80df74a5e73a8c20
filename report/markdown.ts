import { type CheckReport, openFindings, type ReportedFinding } from "./check-report.ts";
import { codeSpan, escapeMarkdown } from "./escape-markdown.ts";
import { placeText, withoutLine } from "./place.ts";
import { summaryOf } from "./summary.ts";

const marks: Readonly<Record<ReportedFinding["severity"], string>> = { error: "❌", warning: "⚠️", info: "ℹ️" };

/** A table of findings, and what was suppressed and could not be checked folded below it. */
export function formatMarkdown(report: CheckReport): string {
  const open = openFindings(report);
  const suppressed = report.findings.flatMap(({ rule, place, suppressed }) =>
    suppressed === undefined
      ? []
      : [`- ${codeSpan(rule)} at ${codeSpan(placeText(place))}: ${escapeMarkdown(suppressed.reason)}`],
  );
  const unused = report.unused.map(
    ({ rules, by }) => `- ${codeSpan(by)}: ${rules.map(codeSpan).join(", ")} suppresses nothing here`,
  );
  const notChecked = report.notChecked.map(
    ({ rule, message }) => `- ${codeSpan(rule)}: ${escapeMarkdown(message)}`,
  );
  const parts = [
    `**${summaryOf(report)}**`,
    open.length === 0 ? "" : table(open),
    folded("suppressed", suppressed),
    folded(`suppression${unused.length === 1 ? "" : "s"} without effect`, unused),
    folded("not checkable", notChecked),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function table(findings: readonly ReportedFinding[]): string {
  const rows = findings.map(({ severity, rule, place, message, fix }) => {
    const what = `${escapeMarkdown(withoutLine(message))}<br>**Fix:** ${escapeMarkdown(fix)}`;
    return `| ${marks[severity]} ${codeSpan(rule)} | ${codeSpan(placeText(place))} | ${what} |`;
  });
  return ["| Rule | Where | What |", "| --- | --- | --- |", ...rows].join("\n");
}

function folded(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return `<details><summary>${lines.length} ${title}</summary>\n\n${lines.join("\n")}\n\n</details>`;
}
