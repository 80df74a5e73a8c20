import type { Node, Pair } from "yaml";
import type { Span } from "./source-excerpt.ts";
import { type ConfigEntry, configEntries, keyText, type StackFile, yaml } from "./stack-file.ts";

/** What stands at a path in the stack file. */
export interface Place {
  /** The key of the deepest part of the path that the file has. */
  key: Span | undefined;
  /** Its value, undefined when the file gives none. */
  value: Span | undefined;
  /** False when the file stops short of the path. */
  found: boolean;
}

/** Finds a setting by its path below the project's settings. */
export function locate(file: StackFile, project: string, path: readonly PropertyKey[]): Place {
  const [first] = path;
  const isAt = ({ key, written }: ConfigEntry) => key === first || written === first;
  const entry = first === undefined ? undefined : configEntries(file, project).find(isAt);
  if (entry === undefined) return { key: configKey(file), value: undefined, found: false };
  let place = placeOf(entry.pair);
  let node = resolve(file, entry.pair.value);
  for (const segment of path.slice(1)) {
    const step = childOf(file, node, segment);
    if (step === undefined) return { ...place, found: false };
    place = step.place;
    node = step.node;
  }
  return { ...place, found: true };
}

/** A span of the file where a value stands; undefined for what the file does not spell out. */
export function spanOf(node: unknown): Span | undefined {
  const { isNode } = yaml();
  const range = isNode(node) ? node.range : undefined;
  return range && range[1] > range[0] ? [range[0], range[1]] : undefined;
}

function placeOf(pair: Pair): Place {
  return { key: spanOf(pair.key), value: spanOf(pair.value), found: true };
}

interface Step {
  place: Place;
  node: Node | undefined;
}

function childOf(file: StackFile, node: Node | undefined, segment: PropertyKey, depth = 0): Step | undefined {
  const { isMap, isSeq, isNode } = yaml();
  if (isSeq(node) && typeof segment === "number") {
    const item = node.items[segment];
    if (!isNode(item)) return undefined;
    return { place: { key: undefined, value: spanOf(item), found: true }, node: resolve(file, item) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((one) => keyText(one) === String(segment));
  if (pair !== undefined) return { place: placeOf(pair), node: resolve(file, pair.value) };
  // `<<: *common` brings in the keys of another map; a file can nest that without end.
  if (depth > 8) return undefined;
  for (const merge of node.items.filter((one) => keyText(one) === "<<")) {
    const found = childOf(file, resolve(file, merge.value), segment, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function resolve({ document }: StackFile, node: unknown): Node | undefined {
  const { isAlias, isNode } = yaml();
  if (isAlias(node)) return node.resolve(document);
  return isNode(node) ? node : undefined;
}

function configKey({ document }: StackFile): Span | undefined {
  const { isMap } = yaml();
  if (!isMap(document.contents)) return undefined;
  const pair = document.contents.items.find((one) => keyText(one) === "config");
  return pair && spanOf(pair.key);
}
