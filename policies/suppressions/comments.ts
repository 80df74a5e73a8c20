import { showName } from "../show-name.ts";
import { nearestRule } from "./nearest-rule.ts";
import type { Suppression } from "./suppression.ts";
import { SuppressionError } from "./suppression-error.ts";

const comment = /#\s*centrifugo-swarm-ignore(-file)?\b(.*)$/;

/**
 * Suppressions in the comments of a file: `# centrifugo-swarm-ignore RULE, RULE: reason` at the end of a line for
 * that line; alone on a line for the next one and everything indented below it; `centrifugo-swarm-ignore-file`
 * for the whole file.
 *
 * @throws SuppressionError for one without a reason, or with a rule that does not exist.
 */
export function readComments(file: string, text: string, known: ReadonlySet<string>): readonly Suppression[] {
  if (!text.includes("centrifugo-swarm-ignore")) return [];
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index): Suppression[] => {
    const match = comment.exec(line);
    if (match === null) return [];
    const place = `${file}:${index + 1}`;
    const { rules, reason } = readWords(match[2] ?? "", place, known);
    const isWhole = match[1] !== undefined;
    const isAlone = line.slice(0, match.index).trim() === "";
    const [first, last] = isAlone ? blockBelow(lines, index) : [index + 1, index + 1];
    return [
      {
        rules,
        reason,
        place,
        matches: ({ origin }) =>
          origin.file === file &&
          (isWhole || (origin.line !== undefined && first <= origin.line && origin.line <= last)),
      },
    ];
  });
}

function readWords(
  text: string,
  place: string,
  known: ReadonlySet<string>,
): { rules: readonly string[]; reason: string } {
  const colon = text.indexOf(":");
  const reason = colon === -1 ? "" : text.slice(colon + 1).trim();
  const names = (colon === -1 ? text : text.slice(0, colon)).split(/[\s,]+/).filter((name) => name !== "");
  const example = "Write `# centrifugo-swarm-ignore RULE: why this is right here`.";
  // Without a colon nobody can tell where the rules end.
  if (colon === -1 && names.length > 0) throw noReason(place, example);
  checkSuppression(names, reason, { place, known, example });
  return { rules: names, reason };
}

/** Where a suppression stands, and how one is written there. */
interface SuppressionPlace {
  readonly place: string;
  /** Ids of all rules. */
  readonly known: ReadonlySet<string>;
  readonly example: string;
}

/**
 * Refuses a suppression that says too little.
 *
 * @throws SuppressionError
 */
export function checkSuppression(
  names: readonly string[],
  reason: string,
  { place, known, example }: SuppressionPlace,
): void {
  if (names.length === 0) throw new SuppressionError(place, "this suppression names no rule.", example);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    const near = nearestRule(unknown, known);
    const all = "See the names of all rules with `centrifugo-swarm check --list`.";
    const fix = near === undefined ? all : `Did you mean ${near}? ${all}`;
    throw new SuppressionError(place, `there is no rule ${showName(unknown, "of that name")}.`, fix);
  }
  if (reason === "") throw noReason(place, example);
}

function noReason(place: string, example: string): SuppressionError {
  return new SuppressionError(place, "this suppression gives no reason.", example);
}

/** Lines of the key below a comment, 1-based: that line and what is indented deeper. */
function blockBelow(lines: readonly string[], index: number): readonly [first: number, last: number] {
  const isBlank = (line: string | undefined) => line !== undefined && /^\s*(#.*)?$/.test(line);
  let first = index + 1;
  while (isBlank(lines[first])) first += 1;
  const depth = indentOf(lines[first] ?? "");
  const isItem = (line: string) => line.trimStart().startsWith("- ");
  // The items of a list may stand below their key without being indented.
  const isBelow = (line: string) =>
    indentOf(line) > depth || (indentOf(line) === depth && isItem(line) && !isItem(lines[first] ?? ""));
  let last = first;
  for (let next = first + 1; next < lines.length; next += 1) {
    if (isBlank(lines[next])) continue;
    if (!isBelow(lines[next] ?? "")) break;
    last = next;
  }
  return [first + 1, last + 1];
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
