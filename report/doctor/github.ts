import { escapeData, escapeProperty } from "../escape-workflow.ts";
import { countsOf, type DoctorReport } from "./doctor-report.ts";

/** Workflow commands of GitHub Actions: an annotation for each check that failed, and the counts. */
export function formatDoctorGithub(report: DoctorReport): string {
  const broken = report.results.filter(({ status }) => status === "fail" || status === "crash");
  const lines = broken.map(({ id, cause, detail, fix, page }) => {
    const text = [
      cause ?? detail,
      detail,
      ...(fix === undefined ? [] : [`fix: ${fix}`]),
      `page: ${page ?? ""}`,
    ];
    return `::error title=${escapeProperty(`doctor: ${id}`)}::${escapeData([...new Set(text)].join("\n"))}\n`;
  });
  return `${lines.join("")}::notice title=doctor::${escapeData(`${countsOf(report)}. ${report.diagnosis.cause}`)}\n`;
}
