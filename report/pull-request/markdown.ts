import { codeSpan, escapeMarkdown } from "../escape-markdown.ts";
import { errorsSection } from "./errors-section.ts";
import { fitWithin, type Section } from "./fit.ts";
import { explanation, headline } from "./headline.ts";
import type { Links } from "./links.ts";
import type { PullRequestReport } from "./pull-request-report.ts";
import { notCheckableSection, resourcesSection } from "./resources-section.ts";
import { rulesSections } from "./rules-section.ts";
import { alertsSection, servicesSection } from "./services-section.ts";

/** GitHub takes 65,536 characters; what a proxy or a bot adds has to fit as well. */
export const mostCharacters = 64_000;

export interface MarkdownOptions {
  readonly links: Links;
  /** Before the stack's name; default: nothing. */
  readonly title?: string | undefined;
  /** Commit that was previewed, for readers of a comment that is written again with each push. */
  readonly commit?: string | undefined;
}

/** The comment's first line, by which it is found again; GitHub does not show it. */
export function markerOf(project: string | undefined, stack: string | undefined): string {
  const name = [project, stack].map((part) => encodeURIComponent(part ?? "").replaceAll("-", "%2D"));
  return `<!-- centrifugo-swarm report ${name.join("/")} -->`;
}

/** The report as one Markdown comment of at most 64,000 characters. */
export function formatPullRequest(report: PullRequestReport, options: MarkdownOptions): string {
  const { links } = options;
  const { impact, policies, findings, errors, changes, unchanged, notCheckable } = report;
  const isWhole = report.outcome === "changes" || report.outcome === "nothing";
  const sections = [
    lines([markerOf(report.project, report.stack), `## ${heading(report, options)}`, explanation(report)]),
    errorsSection(errors, links),
    ...rulesSections(findings, policies, links),
    alertsSection(impact),
    servicesSection(impact),
    resourcesSection(changes, unchanged, impact),
    notCheckableSection(notCheckable),
    lines([footer(report, options, isWhole)]),
  ];
  return `${fitWithin(
    sections.filter(({ head, items }) => items.length > 0 || isFixed(head)),
    mostCharacters - 1,
  )}\n`;
}

function heading({ stack, ...report }: PullRequestReport, { title }: MarkdownOptions): string {
  const name = stack === undefined ? "" : `${codeSpan(stack)}: `;
  const text = headline({ stack, ...report });
  return `${title === undefined ? "" : `${escapeMarkdown(title)} `}${name}${text}`;
}

function footer(
  { project, stack }: PullRequestReport,
  { commit }: MarkdownOptions,
  isWhole: boolean,
): string {
  const of = project === undefined ? "" : ` of ${codeSpan(`${project}/${stack ?? ""}`)}`;
  const at = commit === undefined ? "" : ` at ${commit.slice(0, 12)}`;
  return isWhole || of !== "" || at !== "" ? `<sub>Preview${of}${at}.</sub>` : "";
}

function lines(texts: readonly string[]): Section {
  const head = texts.filter((text) => text !== "").join("\n\n");
  return { head, items: [], tail: "", separator: "", leftOut: () => "", order: 0 };
}

/** Sections of items are left out with them; these have none. */
function isFixed(head: string): boolean {
  return head.startsWith("<!--") || head.startsWith("<sub>");
}
