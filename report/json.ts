import { type CheckReport, openFindings, severities } from "./check-report.ts";

/** One object; fields are only ever added. */
export function formatJson(report: CheckReport): string {
  const open = openFindings(report);
  const counts = Object.fromEntries(
    severities.map((level) => [level, open.filter(({ severity }) => severity === level).length]),
  );
  return `${JSON.stringify({ version: 1, counts, ...report }, null, 2)}\n`;
}
