import type { ConfigIssue } from "./config-issue.ts";
import type { Finding } from "./explain.ts";
import { locate } from "./locate.ts";
import { isFromFile } from "./origin-of-value.ts";
import { pathText } from "./path-text.ts";
import { hideSecrets, isSecretSetting, secretPaths, secretSpans, secretTexts } from "./secrecy.ts";
import { type Span, sourceExcerpt } from "./source-excerpt.ts";
import type { StackFile } from "./stack-file.ts";

/** What is known about the configuration that findings are about. */
export interface Context {
  project: string;
  /** Undefined when the stack has no file. */
  file: StackFile | undefined;
  fileName: string;
  /** Pulumi's values by key, without the project. */
  values: Readonly<Record<string, string>>;
  /** Keys that Pulumi encrypts, without the project. */
  encrypted: ReadonlySet<string>;
  /** Options of Centrifugo that are encrypted, by their keys; undefined: any of them may be. */
  encryptedOptions: ReadonlySet<string> | undefined;
  knownKeys: readonly string[];
}

/** Findings with their places, sorted by place, without any secret. */
export function reportFindings(findings: readonly Finding[], context: Context): ConfigIssue[] {
  const secretOptions = secretPaths(context);
  const hidden = hiddenSpans(findings, context, secretOptions);
  const secrets = secretTexts(context);
  const show = (text: string) => hideSecrets(text, secrets);
  return findings
    .map((finding): ConfigIssue => {
      const issue = toIssue(finding, context, secretOptions, hidden);
      const texts = { path: show(issue.path), message: show(issue.message), fix: show(issue.fix) };
      return { ...issue, ...texts, ...(issue.excerpt !== undefined && { excerpt: show(issue.excerpt) }) };
    })
    .sort((a, b) => byNumber(a.line, b.line) || byNumber(a.column, b.column));
}

/** Codes of findings about a key that may be a misspelt or outdated name of a secret. */
const maybeSecret: ReadonlySet<string> = new Set(["unknown-key", "renamed-option", "removed-option"]);

function hiddenSpans(
  findings: readonly Finding[],
  context: Context,
  secretOptions: readonly PropertyKey[][],
): Span[] {
  const { file, project, knownKeys, encrypted } = context;
  if (file === undefined) return [];
  const unknown = findings.filter(({ refusal }) => maybeSecret.has(refusal.code)).map(({ path }) => path);
  const values = [...unknown, ...secretOptions].map((path) => locate(file, project, path).value);
  return [
    ...secretSpans(file, project, knownKeys, encrypted),
    ...values.filter((span) => span !== undefined),
  ];
}

function toIssue(
  finding: Finding,
  context: Context,
  secretOptions: readonly PropertyKey[][],
  hidden: readonly Span[],
): ConfigIssue {
  const { file, fileName, project, values, encrypted } = context;
  const key = String(finding.path[0]);
  const secret =
    key === "centrifugo"
      ? secretOptions.some((path) => path.every((step, index) => finding.path[index] === step))
      : isSecretSetting(key, encrypted);
  const issue: ConfigIssue = {
    ...explainRefusal(finding, secret),
    path: pathText(finding.path),
    file: fileName,
    origin: "file",
  };
  const value = values[key];
  if (value !== undefined && (file === undefined || !isFromFile(file, project, key, value))) {
    return { ...issue, origin: "command-line" };
  }
  if (file === undefined) return issue;
  const place = locate(file, project, finding.path);
  // A list item has no key; a map is best shown by its key, and a missing setting by the one around it.
  const isOneLine = place.value !== undefined && !file.text.slice(...place.value).includes("\n");
  const byValue = finding.at === "value" && place.found && isOneLine;
  const span = byValue ? place.value : (place.key ?? place.value);
  if (span === undefined) return issue;
  const { line, col: column } = file.lines.linePos(span[0]);
  return { ...issue, line, column, excerpt: sourceExcerpt(file.text, span, line, hidden) };
}

function explainRefusal({ refusal, path }: Finding, secret: boolean) {
  const { code, message, found, fix, severity = "error", page } = refusal;
  // A length or the word "nothing" is no secret, and only our own secret settings say nothing more than that.
  const isHarmless =
    found === undefined || /^(?:\d+|nothing|something else|a [a-z ]+|an empty list)$/.test(found);
  const seen =
    found === undefined ? "" : `, found ${secret && !isHarmless ? "a value that is not shown" : found}`;
  const isOther = secret && !isHarmless;
  return {
    code,
    severity,
    ...(page !== undefined && { page }),
    message: sentence(`${message}${seen}`),
    fix: isOther
      ? `Set \`${pathText(path)}\` again; its value is encrypted, so it is not quoted here.`
      : sentence(fix),
  };
}

function sentence(text: string): string {
  return /[.?!…]$/.test(text) ? text : `${text}.`;
}

/** Places come in order; what has none comes last. */
function byNumber(a = Number.MAX_SAFE_INTEGER, b = Number.MAX_SAFE_INTEGER): number {
  return a - b;
}
