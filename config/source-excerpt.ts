/** A part of a source text, from its first character to the one after its last. */
export type Span = readonly [start: number, end: number];

const WIDTH = 96;
const HIDDEN = "…";

/** The line that a span starts in, with carets below the span; hidden spans show as `…`. */
export function sourceExcerpt(text: string, span: Span, line: number, hidden: readonly Span[]): string {
  const lineStart = text.lastIndexOf("\n", span[0] - 1) + 1;
  const nextBreak = text.indexOf("\n", span[0]);
  const lineEnd = nextBreak === -1 ? text.length : nextBreak;
  const shown = hideSpans(text, [lineStart, lineEnd], span, hidden);

  // A long line is cut to a window around the caret.
  const from = shown.caret > WIDTH - 20 ? shown.caret - 40 : 0;
  const cut = shown.line.slice(from, from + WIDTH).trimEnd();
  const source = `${from > 0 ? HIDDEN : ""}${cut}${from + WIDTH < shown.line.length ? HIDDEN : ""}`;
  const caret = shown.caret - from + (from > 0 ? 1 : 0);
  const carets = "^".repeat(Math.max(1, Math.min(shown.length, source.length - caret)));
  const gutter = `${line} | `;
  return `${gutter}${source}\n${" ".repeat(gutter.length - 2)}| ${" ".repeat(caret)}${carets}`;
}

function hideSpans(text: string, line: Span, span: Span, hidden: readonly Span[]) {
  let shown = "";
  let caret = 0;
  let caretEnd = 0;
  for (let offset = line[0]; offset < line[1]; offset++) {
    if (offset === span[0]) caret = shown.length;
    const cover = hidden.find(([start, end]) => start <= offset && offset < end);
    if (cover === undefined) {
      // One column for each character, whatever it is: a tab or a control character would move the caret.
      shown += printable(text.charAt(offset));
    } else {
      if (span[0] >= offset && span[0] < cover[1]) caret = shown.length;
      shown += HIDDEN;
      offset = Math.min(cover[1], line[1]) - 1;
    }
    if (offset < span[1]) caretEnd = shown.length;
  }
  if (span[0] >= line[1]) caret = shown.length;
  return { line: shown, caret, length: caretEnd - caret };
}

function printable(character: string): string {
  return /[\p{Cc}\p{Cf}]/u.test(character) ? " " : character;
}
