import { escapeXml } from "../escape-xml.ts";
import type { DoctorReport, ReportedCheck } from "./doctor-report.ts";

/** JUnit's XML: one test case for each check. */
export function formatDoctorJunit({ results, durationMs }: DoctorReport): string {
  const count = (status: ReportedCheck["status"]) => results.filter((one) => one.status === status).length;
  const counts =
    `tests="${results.length}" failures="${count("fail")}" errors="${count("crash")}" ` +
    `skipped="${count("skip")}" time="${seconds(durationMs)}"`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n` +
    `  <testsuite name="centrifugo-swarm doctor" ${counts}>\n${results.map(testCase).join("")}` +
    "  </testsuite>\n</testsuites>\n"
  );
}

function testCase(check: ReportedCheck): string {
  const { layer, id, title, status, detail, durationMs } = check;
  const name = escapeXml(`${id}: ${title}`);
  const start = `    <testcase classname="${escapeXml(layer)}" name="${name}" time="${seconds(durationMs)}"`;
  const message = escapeXml(detail);
  if (status === "pass") return `${start}>\n      <system-out>${message}</system-out>\n    </testcase>\n`;
  if (status === "skip") return `${start}>\n      <skipped message="${message}"/>\n    </testcase>\n`;
  const tag = status === "fail" ? "failure" : "error";
  return `${start}>\n      <${tag} message="${message}">${escapeXml(helpOf(check))}</${tag}>\n    </testcase>\n`;
}

function helpOf({ cause, why, fix, page, detail }: ReportedCheck): string {
  const lines = [
    cause ?? detail,
    why,
    fix === undefined ? fix : `fix: ${fix}`,
    page === undefined ? page : `page: ${page}`,
  ];
  return lines.filter((line) => line !== undefined).join("\n");
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
