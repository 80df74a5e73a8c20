import { codeSpan, escapeMarkdown } from "../escape-markdown.ts";
import { countsOf, type DoctorReport, type ReportedCheck } from "./doctor-report.ts";

const marks: Readonly<Record<ReportedCheck["status"], string>> = {
  pass: "✅",
  fail: "❌",
  skip: "➖",
  crash: "💥",
};

/** For a comment or a job summary: the cause first, then what failed, then everything, folded. */
export function formatDoctorMarkdown(report: DoctorReport): string {
  const { diagnosis, results, durationMs } = report;
  const broken = results.filter(({ status }) => status === "fail" || status === "crash");
  const parts = [
    `## ${report.ok ? "✅" : "❌"} Doctor: ${countsOf(report)}`,
    `**${escapeMarkdown(diagnosis.cause)}**`,
    ...(diagnosis.fix === undefined ? [] : [`Mend it: ${escapeMarkdown(diagnosis.fix)}`]),
    ...broken.map(section),
    `<details><summary>All checks, ${(durationMs / 1000).toFixed(1)} s</summary>\n\n${table(results)}\n\n</details>`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function section({ id, title, expected, seen, why, fix, page, detail }: ReportedCheck): string {
  const lines = [
    ["Expected", expected],
    ["Seen", seen ?? detail],
    ["Why it matters", why],
    ["Mend it", fix],
    ["Page", page],
  ] as const;
  const list = lines.flatMap(([name, text]) =>
    text === undefined ? [] : [`- ${name}: ${escapeMarkdown(text)}`],
  );
  return `### ${codeSpan(id)} ${escapeMarkdown(title)}: not so\n\n${list.join("\n")}`;
}

function table(results: readonly ReportedCheck[]): string {
  const rows = results.map(
    ({ status, layer, id, title, detail }) =>
      `| ${marks[status]} | ${layer} | ${codeSpan(id)} | ${escapeMarkdown(title)} | ${escapeMarkdown(detail)} |`,
  );
  return ["| | Layer | Check | Holds when | Seen |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}
