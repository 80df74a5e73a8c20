import { styleText } from "node:util";
import { countsOf } from "../report/doctor/doctor-report.ts";
import type { CheckResult, CheckStatus } from "./check.ts";
import { type Layer, layers } from "./layers.ts";

/** How verdicts are printed. */
export interface FormatOptions {
  /** Colour and symbols for a person at a terminal; plain words otherwise. */
  readonly pretty: boolean;
}

type Colour = "green" | "red" | "yellow" | "dim" | "bold";

const marks: Record<CheckStatus, { symbol: string; word: string; colour: Colour }> = {
  pass: { symbol: "✓", word: "ok", colour: "green" },
  fail: { symbol: "✗", word: "FAIL", colour: "red" },
  skip: { symbol: "–", word: "skip", colour: "yellow" },
  crash: { symbol: "!", word: "CRASH", colour: "red" },
};

/** Pretty on a terminal, plain elsewhere and with `NO_COLOR` (https://no-color.org). */
export function formatOptionsFor(stream: { isTTY?: boolean }, environment = process.env): FormatOptions {
  const refused = environment["NO_COLOR"] !== undefined && environment["NO_COLOR"] !== "";
  return { pretty: stream.isTTY === true && !refused && environment["TERM"] !== "dumb" };
}

/** The lines for one verdict: what and what was seen, and for a failure all that helps to mend it. */
export function formatResult(result: CheckResult, options: FormatOptions): string[] {
  const { symbol, word, colour } = marks[result.status];
  const mark = paint(options, colour, options.pretty ? symbol : word.padEnd(5));
  const time = result.durationMs >= 1000 ? paint(options, "dim", ` (${seconds(result.durationMs)})`) : "";
  if (result.status !== "fail") return [`${mark} ${oneLine(`${result.title}: ${result.detail}`)}${time}`];
  const lines = [
    ["expected", result.expected],
    ["saw", result.seen],
    ["cause", result.cause],
    ["why", result.why],
    ["fix", result.fix],
    ["page", result.page],
  ] as const;
  const shown = lines.flatMap(([name, text]) =>
    text === undefined ? [] : [`    ${paint(options, "dim", `${name}:`.padEnd(10))}${oneLine(text)}`],
  );
  return [`${mark} ${oneLine(result.title)}: not so${time}`, ...shown];
}

/** Prints verdicts one by one, each layer under its heading. */
export function resultPrinter(
  print: (line: string) => void,
  options: FormatOptions,
): (result: CheckResult) => void {
  let layer: Layer | undefined;
  return (result) => {
    if (result.layer !== layer) print(paint(options, "bold", layers[result.layer]));
    layer = result.layer;
    for (const line of formatResult(result, options)) print(line);
  };
}

/**
 * The closing line: how many passed, failed and were skipped, and how long it took; then `caution`, which
 * the counts alone would hide.
 */
export function formatSummary(
  results: readonly CheckResult[],
  durationMs: number,
  options: FormatOptions,
  caution?: string,
): string {
  const isBroken = results.some(({ status }) => status === "fail" || status === "crash");
  const colour = isBroken ? "red" : caution === undefined ? "green" : "yellow";
  const end = caution === undefined ? "" : `; ${caution}`;
  return paint(options, colour, `${countsOf({ results })} in ${seconds(durationMs)}${end}`);
}

/** Colours a text where colours are wanted. */
export function paint({ pretty }: FormatOptions, colour: Colour, text: string): string {
  return pretty ? styleText(colour, text, { validateStream: false }) : text;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
