import type { ReportedFinding } from "../check-report.ts";
import { codeSpan, escapeMarkdown } from "../escape-markdown.ts";
import { placeText, relativePath, withoutLine } from "../place.ts";
import type { Section } from "./fit.ts";
import { type Links, placeLink, ruleLink } from "./links.ts";
import { objectOnSwarm } from "./object-name.ts";
import type { PolicyFinding } from "./policy-findings.ts";

/** Rules that spoke: those of a check with file and line, and those of the policy pack that the check did not see. */
export function rulesSection(
  findings: readonly ReportedFinding[],
  policies: readonly PolicyFinding[],
  links: Links,
): Section {
  const known = new Set(findings.map(({ rule }) => rule));
  const rows = [
    ...findings.map((finding) => findingRow(finding, links)),
    ...policies.filter(({ policy }) => !known.has(policy)).map((policy) => policyRow(policy, links)),
  ].toSorted((a, b) => a.rank - b.rank);
  return {
    head: "| Rule | Where | What |\n| --- | --- | --- |\n",
    items: rows.map(({ text }) => text),
    tail: "",
    separator: "\n",
    leftOut: (count) => `| … | | ${count} more are left out: see the log of the job |`,
    order: 4,
  };
}

const ranks: Readonly<Record<ReportedFinding["severity"], readonly [rank: number, mark: string]>> = {
  error: [0, "❌"],
  warning: [1, "⚠️"],
  info: [2, "ℹ️"],
};

function findingRow({ severity, rule, page, place, message, fix }: ReportedFinding, links: Links) {
  const [rank, mark] = ranks[severity];
  const where =
    place.file === undefined
      ? codeSpan(placeText(place))
      : placeLink(relativePath(place.file), place.line, links);
  const text = `${escapeMarkdown(withoutLine(message))}<br>**Fix:** ${escapeMarkdown(fix)}`;
  return { rank, text: `| ${mark} ${ruleLink(rule, page, links)} | ${where} | ${text} |` };
}

function policyRow({ policy, mandatory, resource, message, fix, page }: PolicyFinding, links: Links) {
  const [rank, mark] = ranks[mandatory ? "error" : "warning"];
  const where = resource === "" ? "the whole stack" : codeSpan(objectOnSwarm(resource));
  const cure = fix === undefined ? "" : `<br>**Fix:** ${escapeMarkdown(fix)}`;
  return {
    rank,
    text: `| ${mark} ${ruleLink(policy, page, links)} | ${where} | ${escapeMarkdown(message)}${cure} |`,
  };
}
