import { type CheckReport, openFindings, type ReportedFinding } from "./check-report.ts";
import { escapeData, escapeProperty } from "./escape-workflow.ts";
import { relativePath } from "./place.ts";

const commands: Readonly<Record<ReportedFinding["severity"], string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/** Workflow commands of GitHub Actions: an annotation on the line of each finding. */
export function formatGithub(report: CheckReport): string {
  return openFindings(report).map(annotation).join("");
}

function annotation({ severity, rule, message, fix, page, place }: ReportedFinding): string {
  const { file, line, column } = place;
  const properties = [
    ...(file === undefined ? [] : [`file=${escapeProperty(relativePath(file))}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${escapeProperty(rule)}`,
  ].join(",");
  return `::${commands[severity]} ${properties}::${escapeData(`${message}\nfix: ${fix}\npage: ${page}`)}\n`;
}
