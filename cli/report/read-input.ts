import { readFileSync } from "node:fs";
import { UserError } from "../../config/user-error.ts";
import { parseJson } from "../../model/parse-json.ts";
import { listAt, numberAt, part, textAt } from "../../model/swarm/json.ts";
import type { ReportedFinding } from "../../report/check-report.ts";
import { isSummaryOnly } from "../../report/preview/read-events.ts";

/**
 * The engine's events; `-` is standard input.
 *
 * @throws UserError with exit code 2 for what is no stream of events.
 */
export function readEventText(path: string): string {
  const text = readText("--events", path);
  if (!isSummaryOnly(text)) return text;
  throw new UserError(`--events ${path} holds a summary: it has no policy and no diff in it.`, {
    fix: "set PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true for `pulumi preview --json`.",
    exitCode: 2,
  });
}

/** Reads a file that an option names. @throws UserError with exit code 2. */
export function readText(option: string, path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why = code === "ENOENT" ? "there is no such file" : `it cannot be read${code && ` (${code})`}`;
    throw new UserError(`${option} ${path}: ${why}.`, {
      fix: "name a file that is there, or - for standard input.",
      exitCode: 2,
    });
  }
}

/**
 * Open findings from what `check --format json` has printed; `failed` where it printed nothing, as it does when it
 * could not read its input.
 *
 * @throws UserError with exit code 2 for another text.
 */
export function readFindings(path: string): readonly ReportedFinding[] | "failed" {
  const text = readText("--findings", path);
  if (text.trim() === "") return "failed";
  const report = parseJson(text);
  if (part(report, "version") === 1 && Array.isArray(part(report, "findings")))
    return listAt(report, "findings").flatMap(toFinding);
  throw new UserError(`--findings ${path} is no report of \`check --format json\`.`, { exitCode: 2 });
}

function toFinding(finding: unknown): ReportedFinding[] {
  const severity = (["error", "warning", "info"] as const).find((one) => one === part(finding, "severity"));
  const [rule, message] = [textAt(finding, "rule"), textAt(finding, "message")];
  if (severity === undefined || rule === undefined || message === undefined) return [];
  if (part(finding, "suppressed") !== undefined) return [];
  return [
    {
      rule,
      severity,
      message,
      service: textAt(finding, "service") ?? "",
      fix: textAt(finding, "fix") ?? "",
      page: textAt(finding, "page") ?? "",
      place: {
        label: textAt(finding, "place", "label") ?? "",
        file: textAt(finding, "place", "file"),
        line: numberAt(finding, "place", "line"),
        column: numberAt(finding, "place", "column"),
      },
      related: [],
      suppressed: undefined,
    },
  ];
}
