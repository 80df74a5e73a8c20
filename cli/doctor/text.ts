import { styleText } from "node:util";

/** Columns that a line has at most. */
export const width = 100;

export type Style = "bold" | "dim" | "green" | "red" | "yellow" | "cyan";
/** Colours a text, where colours are wanted. */
export type Paint = (style: Style, text: string) => string;

export function painter(colour: boolean): Paint {
  return (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
}

/** Lines of at most 100 columns; `first` stands before the first one and `next` before the others. */
export function wrap(text: string, first: string, next = " ".repeat(first.length)): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  // What stands in backticks is one word where it fits: it is to be copied.
  for (const word of text.match(/(?:`[^`]*`|[^\s`]|`)+/g) ?? []) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      [line, isEmpty] = [next, true];
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}

/** Text of others on one line: nothing in it moves the cursor or turns the direction of writing. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
