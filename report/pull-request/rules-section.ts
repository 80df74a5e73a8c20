import type { ReportedFinding } from "../check-report.ts";
import { codeSpan, escapeMarkdown } from "../escape-markdown.ts";
import { placeText, relativePath, withoutLine } from "../place.ts";
import type { Section } from "./fit.ts";
import { type Links, placeLink, ruleLink } from "./links.ts";
import { objectOnSwarm } from "./object-name.ts";
import type { PolicyFinding } from "./policy-findings.ts";

/**
 * Rules that spoke: those of a check with file and line, and those of the policy pack that the check did not see. What
 * forbids the change stands open; advice is folded, so that nobody has to search for the one among the other.
 */
export function rulesSections(
  findings: readonly ReportedFinding[],
  policies: readonly PolicyFinding[],
  links: Links,
): readonly Section[] {
  const known = new Set(findings.map(({ rule }) => rule));
  const rows = [
    ...findings.map((finding) => findingRow(finding, links)),
    ...policies.filter(({ policy }) => !known.has(policy)).map((policy) => policyRow(policy, links)),
  ].toSorted((a, b) => a.rank - b.rank);
  const textsOf = (isForbidden: boolean) =>
    rows.filter(({ rank }) => (rank === 0) === isForbidden).map(({ text }) => text);
  const advice = textsOf(false);
  const count = `${advice.length} warning${advice.length === 1 ? "" : "s"}, which forbid${advice.length === 1 ? "s" : ""} nothing`;
  return [
    table({ items: textsOf(true), before: "", after: "", order: 4 }),
    table({
      items: advice,
      before: `<details><summary>${count}</summary>\n\n`,
      after: "\n\n</details>",
      order: 5,
    }),
  ];
}

function table({
  items,
  before,
  after,
  order,
}: {
  readonly items: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly order: number;
}): Section {
  return {
    head: `${before}| Rule | Where | What |\n| --- | --- | --- |\n`,
    items,
    tail: after,
    separator: "\n",
    leftOut: (count) => `| … | | ${count} more are left out: see the log of the job |`,
    order,
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
