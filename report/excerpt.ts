import { type Span, sourceExcerpt } from "../config/source-excerpt.ts";
import { hiddenIn, hiddenValueOf } from "./hidden-spans.ts";
import { lineAbove } from "./line-above.ts";
import type { Place } from "./place.ts";

/**
 * The line of a place with a caret below it, and nothing on it that may be a secret: what follows a sensitive
 * name, credentials in URLs, and words that look like no name. Undefined: the line is not fit to be shown.
 */
export function excerptOf(text: string, { line, column }: Place): string | undefined {
  if (line === undefined) return undefined;
  const lines = text.split("\n");
  const source = lines[line - 1];
  // A line of a longer text has nothing that tells what it is.
  if (source === undefined || !/[:=]|^\s*- /.test(source) || isEncoded(source)) return undefined;
  const above = lineAbove(lines, line - 1);
  if (above === "text") return undefined;
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const own = above === "secretive" ? [hiddenValueOf(source), ...hiddenIn(source)] : hiddenIn(source);
  const hidden = own.map(([from, to]): Span => [start + from, start + to]);
  const from = Math.min((column ?? 1) - 1, source.length);
  const word = /^(?:"[^"]*"|'[^']*'|[^\s:=]+)/.exec(source.slice(from))?.[0] ?? "";
  return sourceExcerpt(text, [start + from, start + from + word.length], line, hidden);
}

/** A line of a certificate or key. */
function isEncoded(line: string): boolean {
  return /^[\s"']*[A-Za-z0-9+/_-]{16,}={0,2}[\s"'\\n]*$/.test(line) || line.includes("-----BEGIN ");
}
