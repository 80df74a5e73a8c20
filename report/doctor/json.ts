import type { DoctorReport } from "./doctor-report.ts";

/** One object; times in milliseconds. */
export function formatDoctorJson(report: DoctorReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
