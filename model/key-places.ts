import { isMap, isScalar, isSeq } from "yaml";
import { parsedYaml } from "./parsed-yaml.ts";

/** Where a key stands in a file, 1-based. */
export interface KeyPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Places of the keys of a settings file, as `readSettings` names them: `NAME` of an `.env`, `dotted.key` of JSON
 * and YAML, with `[index]` and `[name]` for the items of lists.
 */
export function keyPlaces(path: string, text: string): ReadonlyMap<string, KeyPlace> {
  if (/\.env$/i.test(path)) return placesByLine(text, /^(\s*(?:export\s+)?)([A-Za-z_][\w.]*)\s*[=:]/, String);
  if (/\.conf$/i.test(path))
    return placesByLine(text, /^(\s*)([a-z][\w-]*)\s/i, (name) => name.toLowerCase());
  return /\.(json|ya?ml)$/i.test(path) ? placesInDocument(text) : new Map();
}

function placesByLine(
  text: string,
  pattern: RegExp,
  nameOf: (written: string) => string,
): ReadonlyMap<string, KeyPlace> {
  const places = new Map<string, KeyPlace>();
  text.split("\n").forEach((line, index) => {
    const [, start = "", name] = pattern.exec(line) ?? [];
    if (name !== undefined) places.set(nameOf(name), { line: index + 1, column: start.length + 1 });
  });
  return places;
}

function placesInDocument(text: string): ReadonlyMap<string, KeyPlace> {
  const places = new Map<string, KeyPlace>();
  const { document, lines } = parsedYaml(text);
  const note = (key: string, node: { readonly range?: readonly number[] | null }): void => {
    const { line, col } = lines.linePos(node.range?.[0] ?? 0);
    places.set(key, { line, column: col });
  };
  const visit = (node: unknown, path: string): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        const inner = path === "" ? String(key.value) : `${path}.${String(key.value)}`;
        note(inner, key);
        visit(value, inner);
      }
    }
    if (!isSeq(node)) return;
    node.items.forEach((item, index) => {
      const name = isMap(item) ? item.get("name") : undefined;
      for (const label of typeof name === "string" ? [String(index), name] : [String(index)]) {
        if (isScalar(item) || isMap(item) || isSeq(item)) note(`${path}[${label}]`, item);
        visit(item, `${path}[${label}]`);
      }
    });
  };
  visit(document.contents, "");
  return places;
}
