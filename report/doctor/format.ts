import type { DoctorReport } from "./doctor-report.ts";

/** What a run of the doctor can be printed as, beside the lines for people. */
export const doctorFormats = ["pretty", "json", "junit", "github", "markdown"] as const;
export type DoctorFormat = (typeof doctorFormats)[number];

/** Prints a whole report; only the format that is wanted is loaded. */
export async function formatDoctor(
  name: Exclude<DoctorFormat, "pretty">,
  report: DoctorReport,
): Promise<string> {
  switch (name) {
    case "json":
      return (await import("./json.ts")).formatDoctorJson(report);
    case "junit":
      return (await import("./junit.ts")).formatDoctorJunit(report);
    case "github":
      return (await import("./github.ts")).formatDoctorGithub(report);
    case "markdown":
      return (await import("./markdown.ts")).formatDoctorMarkdown(report);
  }
}
