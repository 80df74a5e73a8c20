import { isSecretive } from "./hidden-spans.ts";

/**
 * What the lines above tell of one: it belongs to a longer text, as in a block of `|`; or its value belongs to a
 * name such as `password` that stands above it.
 */
export function lineAbove(lines: readonly string[], index: number): "text" | "secretive" | undefined {
  const parents = parentsOf(lines, index);
  if (parents.some(hasText)) return "text";
  const before = lines.slice(0, index).findLast((line) => !isBlank(line)) ?? "";
  return parents.some(isSecretiveKey) || endsSecretive(before) ? "secretive" : undefined;
}

/** Lines that a line is indented below, the nearest first. */
function parentsOf(lines: readonly string[], index: number): readonly string[] {
  const parents: string[] = [];
  let depth = indentOf(lines[index] ?? "");
  let item = isItem(lines[index] ?? "");
  for (const line of lines.slice(0, index).reverse()) {
    if (isBlank(line)) continue;
    const indent = indentOf(line);
    const isFirstKey = isItem(line) && !item && keyColumn(line) === depth && /:(?:\s|$)/.test(line);
    // A list may stand below its key without being indented.
    const isParent = indent < depth || (indent === depth && item && !isItem(line));
    if (!isParent) continue;
    if (!isFirstKey) parents.push(line);
    [depth, item] = [indent, isItem(line)];
  }
  return parents;
}

/** A text begins on this line, or a block of one. */
function hasText(line: string): boolean {
  const value = /^\s*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s"'#][^:]*):\s+(.*)$/.exec(line)?.[1] ?? itemOf(line);
  const bare = (value ?? "").replace(/^(?:[&!]\S+\s*)+/, "").replace(/(?:^|\s+)#.*$/, "");
  return /^[|>]/.test(bare) || (bare !== "" && !/[{[,(]\s*$/.test(bare) && !/^[{[]/.test(bare));
}

function itemOf(line: string): string | undefined {
  return /^\s*(?:- +)+([^:]*)$/.exec(line)?.[1];
}

function isSecretiveKey(line: string): boolean {
  const key = /^\s*(?:- +)*["']?([\w.-]+)["']?\s*:/.exec(line)?.[1] ?? "";
  // The section and the list of Swarm secrets hold names.
  return key !== "secrets" && isSecretive(key);
}

/** The flag or the name that the next item or value is for: `- --requirepass`, `key: Authorization`. */
function endsSecretive(line: string): boolean {
  const last = /([\w.-]+)["',\s]*(?:#.*)?$/.exec(line)?.[1] ?? "";
  return isSecretive(last) && /^\s*(?:- +|["']?(?:key|name|header)["']?\s*:)|,\s*$/i.test(line);
}

function isBlank(line: string): boolean {
  return /^\s*(?:#.*)?$/.test(line);
}

function isItem(line: string): boolean {
  return /^\s*- /.test(line);
}

function keyColumn(line: string): number {
  return /^\s*(?:- +)*/.exec(line)?.[0].length ?? 0;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
