import type { ConfigIssue } from "./config-issue.ts";

const PLAIN = { bold: (text: string) => text, dim: (text: string) => text, red: (text: string) => text };
const COLOUR: typeof PLAIN = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
  red: (text) => `\u001b[31m${text}\u001b[39m`,
};

/** All mistakes as a person reads them: a headline, then place, source, what is wrong and how to mend it. */
export function formatIssues(issues: readonly ConfigIssue[], options: { colour?: boolean } = {}): string {
  const style = options.colour === true ? COLOUR : PLAIN;
  const [first] = issues;
  const file = first?.file ?? "the stack file";
  const warnings = issues.filter(({ severity }) => severity === "warning").length;
  const counts = [count(issues.length - warnings, "mistake"), count(warnings, "warning")].filter(Boolean);
  const headline = `the configuration in ${file} has ${counts.join(" and ")}`;
  const blocks = issues.map((issue) => formatIssue(issue, style));
  return [style.bold(headline), ...blocks].join("\n\n");
}

/** Nothing for none. */
function count(number: number, what: string): string {
  if (number === 0) return "";
  return number === 1 ? `a ${what}` : `${number} ${what}s`;
}

function formatIssue(issue: ConfigIssue, style: typeof PLAIN): string {
  const lines = [
    `${style.bold(place(issue))}  ${style.dim(issue.severity === "warning" ? `${issue.code} (warning)` : issue.code)}`,
  ];
  const message = issue.path === "" ? issue.message : `${issue.path}: ${issue.message}`;
  lines.push(`  ${style.red(message)}`);
  if (issue.excerpt !== undefined) lines.push(...issue.excerpt.split("\n").map((line) => `    ${line}`));
  lines.push(`  fix: ${issue.fix}`);
  return lines.join("\n");
}

function place({ file, line, column, origin }: ConfigIssue): string {
  if (origin === "command-line") return `not in ${file}: given with -c, --config-file or an environment`;
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}
