import { readFileSync } from "node:fs";
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from "yaml";
import { StackFileError } from "./stack-file-error.ts";
import type { Item, ItemPlace } from "./tree.ts";
import { entriesOf } from "./tree.ts";

/**
 * Reads a stack file as YAML 1.1, as Docker does: `0440` is octal and `<<` merges.
 *
 * @throws StackFileError where the file cannot be read.
 */
export function readTree(file: string): Item {
  const text = readText(file);
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    version: "1.1",
    merge: true,
    logLevel: "error",
  });
  const placeAt = (offset: number): ItemPlace => {
    const { line, col } = counter.linePos(offset);
    return { file, line, column: col };
  };
  const [broken] = document.errors;
  if (broken !== undefined) {
    const fix =
      "Look at the indentation, the brackets and the quotation marks on this line and the one above.";
    throw new StackFileError({ message: "this is no YAML.", ...placeAt(broken.pos[0]), fix });
  }
  return itemReader(placeAt)(document.contents, placeAt(0));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    const fix = "Name a file that is there and that you may read.";
    throw new StackFileError({ message: `The stack file ${file} cannot be read.`, file, fix });
  }
}

/** Anchors are read once, so that aliases of aliases cannot grow without end. */
function itemReader(placeAt: (offset: number) => ItemPlace): (node: unknown, place: ItemPlace) => Item {
  const anchored = new Map<Node, Item | "in progress">();
  // YAML's own look-up of an alias goes through the whole document each time.
  const anchors = new Map<string, Node>();

  const read = (node: unknown, place: ItemPlace): Item => {
    if (isAlias(node)) return readAlias(anchors.get(node.source), place);
    if (!isNode(node) || node.anchor === undefined) return readPlain(node, place);
    anchors.set(node.anchor, node);
    anchored.set(node, "in progress");
    const item = readPlain(node, place);
    anchored.set(node, item);
    return item;
  };

  const readPlain = (node: unknown, place: ItemPlace): Item => {
    if (isScalar(node)) return { value: plain(node.value, node.source), place };
    if (isSeq(node)) return { value: node.items.map((one) => read(one, placeOf(one, place))), place };
    if (isMap(node)) return { value: readMap(node, place), place };
    return { value: null, place };
  };

  const readAlias = (target: Node | undefined, place: ItemPlace): Item => {
    if (target === undefined) return { value: null, place };
    const known = anchored.get(target);
    if (known === "in progress") {
      const fix = "Take the alias out of what its anchor stands for.";
      throw new StackFileError({ message: "an alias stands inside its own anchor.", ...place, fix });
    }
    return known ?? { value: null, place };
  };

  const readMap = (map: YAMLMap, place: ItemPlace): ReadonlyMap<string, Item> => {
    const own = new Map<string, Item>();
    const merged = new Map<string, Item>();
    for (const { key, value } of map.items) {
      const at = placeOf(key, place);
      if (!isMergeKey(key)) {
        own.set(isScalar(key) ? (key.source ?? String(key.value)) : String(key), read(value, at));
        continue;
      }
      for (const source of isSeq(value) ? value.items : [value]) {
        for (const [name, item] of entriesOf(read(source, at))) if (!merged.has(name)) merged.set(name, item);
      }
    }
    return merged.size === 0 ? own : new Map([...merged, ...own]);
  };

  const placeOf = (node: unknown, otherwise: ItemPlace): ItemPlace =>
    isNode(node) && node.range ? placeAt(node.range[0]) : otherwise;
  return read;
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && (key.value === "<<" || typeof key.value === "symbol");
}

/**
 * Go's YAML takes only `true` and `false` for switches and knows no numbers with colons, such as the port
 * `22:22`; dates and bytes of YAML 1.1 stay what was written, since no setting has such a value.
 */
function plain(value: unknown, source: string | undefined): string | number | boolean | null {
  if (typeof value === "boolean")
    return source === undefined || /^(true|false)$/i.test(source) ? value : source;
  if (typeof value === "number") {
    const isOther = source?.includes(":") === true || Math.abs(value) > Number.MAX_SAFE_INTEGER;
    return isOther && source !== undefined ? source : value;
  }
  if (typeof value === "string") return value;
  return value === null || value === undefined ? null : (source ?? String(value));
}
