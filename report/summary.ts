import { type CheckReport, openFindings, severities } from "./check-report.ts";

/** `2 errors, 1 warning in 3 services`, and what else there is to say. */
export function summaryOf(report: CheckReport): string {
  const open = openFindings(report);
  const counts = severities.flatMap((level) => {
    const count = open.filter(({ severity }) => severity === level).length;
    return count === 0
      ? []
      : [level === "info" ? `${count} hint${s(count)}` : `${count} ${level}${s(count)}`];
  });
  const found = counts.length === 0 ? "nothing found" : counts.join(", ");
  const suppressed = report.findings.length - open.length;
  const more = [
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed`]),
    ...(report.notChecked.length === 0 ? [] : [`${report.notChecked.length} not checkable`]),
  ];
  return [`${found} in ${report.services} service${s(report.services)}`, ...more].join(", ");
}

function s(count: number): string {
  return count === 1 ? "" : "s";
}
