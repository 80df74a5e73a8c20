import { type CheckReport, openFindings, type ReportedFinding, severities } from "./check-report.ts";
import { excerptOf } from "./excerpt.ts";
import { placeText, withoutLine } from "./place.ts";
import { summaryOf } from "./summary.ts";

/** How a report is printed for people. */
export interface PrettyOptions {
  readonly colour: boolean;
  /** Lists everything that could not be checked; else it is a line. */
  readonly showNotChecked: boolean;
  /** The text of a file whose lines may be shown; undefined: they may not. */
  readonly textOf: (file: string) => string | undefined;
}

const codes = {
  bold: ["1", "22"],
  dim: ["2", "22"],
  red: ["31", "39"],
  yellow: ["33", "39"],
  cyan: ["36", "39"],
};
type Paint = (style: keyof typeof codes, text: string) => string;
const colours: Readonly<Record<ReportedFinding["severity"], keyof typeof codes>> = {
  error: "red",
  warning: "yellow",
  info: "cyan",
};

/** For people: by place, what is wrong there and how to mend it, and the counts last. */
export function formatPretty(report: CheckReport, options: PrettyOptions): string {
  const paint: Paint = (style, text) =>
    options.colour ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text;
  const open = openFindings(report);
  const byPlace = Map.groupBy(open, ({ place }) => placeText(place));
  const example = severities.flatMap((level) => open.find(({ severity }) => severity === level) ?? [])[0];
  const fixes = new Map<string, string>();
  const blocks = [
    ...[...byPlace.values()].map((found) => placeBlock(found, options, paint, fixes)),
    suppressedBlock(report, paint),
    unusedBlock(report, paint),
    notCheckedBlock(report, options, paint),
    encryptedBlock(report),
    example === undefined
      ? ""
      : paint("dim", `More on a rule: centrifugo-swarm check --explain ${example.rule}`),
    paint("bold", `${summaryOf(report)}.`),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function placeBlock(
  found: readonly ReportedFinding[],
  { textOf }: PrettyOptions,
  paint: Paint,
  fixes: Map<string, string>,
): string {
  const place = found[0]?.place;
  if (place === undefined) return "";
  const text = place.file === undefined ? undefined : textOf(place.file);
  const excerpt = text === undefined ? undefined : excerptOf(text, place);
  return [
    paint("bold", placeText(place)),
    ...(excerpt === undefined ? [] : excerpt.split("\n").map((line) => paint("dim", `  ${line}`))),
    ...found.map((finding) => findingLines(finding, paint, fixes)),
  ].join("\n");
}

/** `fixes` holds where each fix was printed. */
function findingLines(finding: ReportedFinding, paint: Paint, fixes: Map<string, string>): string {
  const { rule, severity, related, message, place } = finding;
  return [
    `  ${paint(colours[severity], severity)}  ${paint("dim", rule)}`,
    ...wrap(withoutOwnPlace(message, finding)),
    ...related.filter(({ file }) => file !== undefined).map((other) => `    see ${placeText(other)}`),
    ...fixLines(finding, placeText(place), fixes),
  ].join("\n");
}

/** A long fix is printed once; whoever has ten services need not read it ten times. */
function fixLines({ rule, fix }: ReportedFinding, place: string, fixes: Map<string, string>): string[] {
  const key = `${rule} ${fix}`;
  const lines = wrap(`fix: ${fix}`, "         ");
  const first = fixes.get(key);
  if (first !== undefined && lines.length > 1) return [`    fix: as above, at ${first}`];
  fixes.set(key, place);
  return lines;
}

/** The place stands above the message already; another place in it keeps its line. */
function withoutOwnPlace(message: string, { place }: ReportedFinding): string {
  if (place.line === undefined) return message;
  const own = place.label;
  return message.replaceAll(own, withoutLine(own));
}

function suppressedBlock({ findings }: CheckReport, paint: Paint): string {
  const lines = findings.flatMap(({ rule, place, suppressed }) =>
    suppressed === undefined ? [] : [`  ${placeText(place)}  ${rule}: ${suppressed.reason}`],
  );
  return lines.length === 0 ? "" : [paint("bold", "suppressed"), ...lines].join("\n");
}

function unusedBlock({ unused }: CheckReport, paint: Paint): string {
  const lines = unused.map(
    ({ rules, by }) =>
      `  ${by}  ${rules.join(", ")}: suppresses nothing here; delete it if no other check needs it`,
  );
  return lines.length === 0 ? "" : [paint("yellow", "suppressions that are not needed"), ...lines].join("\n");
}

function notCheckedBlock(
  { notChecked }: CheckReport,
  { showNotChecked }: PrettyOptions,
  paint: Paint,
): string {
  if (notChecked.length === 0) return "";
  if (showNotChecked) {
    const lines = notChecked.flatMap(({ rule, message }) => wrap(`${rule}: ${message}`, "      "));
    return [paint("bold", "not checkable"), ...lines].join("\n");
  }
  const rules = new Set(notChecked.map(({ rule }) => rule)).size;
  const those =
    rules === 1
      ? "1 rule could not see all that it needs"
      : `${rules} rules could not see all that they need`;
  return paint("dim", `${those}, such as an external secret; --show-not-checkable lists them.`);
}

function encryptedBlock({ encrypted }: CheckReport): string {
  return encrypted.length === 0 ? "" : `secret, not checkable: ${encrypted.join(", ")}`;
}

const WIDTH = 100;

/** Lines that a terminal shows whole, indented by four. */
function wrap(text: string, next = "    "): string[] {
  const lines: string[] = [];
  let line = "   ";
  for (const word of text.split(/\s+/)) {
    if (line.trim() !== "" && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = next.slice(0, -1);
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
