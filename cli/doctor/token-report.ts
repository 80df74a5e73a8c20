import { nameOfCode } from "../../doctor/codes/index.ts";
import type { TokenDescription } from "../../doctor/token/describe.ts";
import { answerTo, type TokenFinding } from "../../doctor/token/finding.ts";
import { type Paint, printable, width, wrap } from "./text.ts";

/** Everything that is said about a token. */
export interface TokenReport {
  readonly description: TokenDescription | undefined;
  readonly findings: readonly TokenFinding[];
}

/** What `--format json` prints. Fields are only ever added. */
export function formatJson({ description, findings }: TokenReport): string {
  const code = answerTo(findings);
  const answer = code === undefined ? null : { code, name: nameOfCode(code) };
  const report = { ok: isWell(findings), answer, token: description ?? null, findings };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** No finding is an error. */
export function isWell(findings: readonly TokenFinding[]): boolean {
  return !findings.some(({ level }) => level === "error");
}

const marks = {
  error: ["✗", "ERROR", "red"],
  warning: ["!", "warning", "yellow"],
  info: ["–", "info", "dim"],
  ok: ["✓", "ok", "green"],
} as const;
const order = ["error", "warning", "info", "ok"] as const;

/** For people: what the token says, what is wrong with it, and what Centrifugo answers. */
export function formatPretty({ description, findings }: TokenReport, paint: Paint, symbols: boolean): string {
  const blocks = [
    description === undefined ? [] : describe(description, paint),
    order.flatMap((level) =>
      findings.filter((one) => one.level === level).flatMap((one) => findingLines(one, paint, symbols)),
    ),
    verdict(findings, paint),
  ];
  const filled = blocks.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function describe({ algorithm, bytes, claims }: TokenDescription, paint: Paint): string[] {
  const column = Math.min(18, Math.max(...claims.map(({ name }) => printable(name).length), 3)) + 2;
  return [
    `${paint("bold", "Token")}  ${algorithm}, ${bytes} bytes`,
    ...claims.flatMap(({ name, value, note }) => {
      const text = cut(printable(JSON.stringify(value)), 300);
      const first = `  ${printable(name).padEnd(column)}`;
      const lines = pieces(text, width - first.length).map((piece, index) =>
        index === 0 ? `${first}${piece}` : `${" ".repeat(first.length)}${piece}`,
      );
      return note === undefined ? lines : withNote(lines, note, " ".repeat(first.length), paint);
    }),
  ];
}

/** On the last line where it fits, else on one of its own. */
function withNote(lines: readonly string[], note: string, indent: string, paint: Paint): string[] {
  const last = lines.at(-1) ?? "";
  const shown = paint("dim", note);
  return last.length + 2 + note.length <= width
    ? [...lines.slice(0, -1), `${last}  ${shown}`]
    : [...lines, `${indent}${shown}`];
}

function findingLines({ level, message, fix }: TokenFinding, paint: Paint, symbols: boolean): string[] {
  const [symbol, word, style] = marks[level];
  const mark = symbols ? symbol : word.padEnd(7);
  const indent = " ".repeat(mark.length + 1);
  const [first = "", ...rest] = wrap(message, `${mark} `, indent);
  const fixed = fix === undefined ? [] : wrap(`fix: ${fix}`, `${indent}  `, `${indent}       `);
  return [`${paint(style, mark)}${first.slice(mark.length)}`, ...rest, ...fixed];
}

function verdict(findings: readonly TokenFinding[], paint: Paint): string[] {
  const code = answerTo(findings);
  if (code !== undefined) {
    const lines = wrap(
      `Centrifugo answers ${code} (${nameOfCode(code)}) to a client that connects with it.`,
      "",
    );
    return [
      ...lines.map((line) => paint("bold", line)),
      paint("dim", `More: centrifugo-swarm doctor explain ${code}`),
    ];
  }
  const isUnsure = findings.some(({ id }) => id === "signature-unchecked");
  const end = isUnsure ? ", if its signature is right." : ".";
  const seen = isWell(findings)
    ? "Centrifugo lets a client connect with it"
    : "Centrifugo lets a client connect with it all the same";
  return [paint("bold", `${seen}${end}`)];
}

function pieces(text: string, length: number): string[] {
  return text.match(new RegExp(`.{1,${length}}`, "gsu")) ?? [""];
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length} characters)`;
}
