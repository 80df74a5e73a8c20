import type { CheckReport } from "./check-report.ts";
import type { PrettyOptions } from "./pretty.ts";

/** What a check can be printed as. */
export const formatNames = ["pretty", "json", "sarif", "junit", "github", "markdown"] as const;
export type FormatName = (typeof formatNames)[number];

/** Prints a report; only the format that is wanted is loaded. */
export async function format(name: FormatName, report: CheckReport, pretty: PrettyOptions): Promise<string> {
  switch (name) {
    case "pretty":
      return (await import("./pretty.ts")).formatPretty(report, pretty);
    case "json":
      return (await import("./json.ts")).formatJson(report);
    case "junit":
      return (await import("./junit.ts")).formatJunit(report);
    case "github":
      return (await import("./github.ts")).formatGithub(report);
    case "markdown":
      return (await import("./markdown.ts")).formatMarkdown(report);
    case "sarif": {
      const [{ formatSarif }, { rules }, { default: about }] = await Promise.all([
        import("./sarif.ts"),
        import("../policies/rules/index.ts"),
        import("../package.json", { with: { type: "json" } }),
      ]);
      return formatSarif(report, rules, about.version);
    }
  }
}
