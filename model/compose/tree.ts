/** A part of a stack file with its place; what anchors and merge keys stand for is put in already. */
export interface Item {
  readonly value: string | number | boolean | null | readonly Item[] | ReadonlyMap<string, Item>;
  readonly place: ItemPlace;
  /** True: a part of the text is a variable that is not set, so that nobody can tell the text here. */
  readonly isUnset?: boolean;
}

/** Where an item stands. */
export interface ItemPlace {
  readonly file: string;
  /** 1-based; a value of a map has the place of its key. */
  readonly line: number;
  readonly column: number;
  /** Variables of the environment that the text has parts from. */
  readonly variables?: readonly string[];
}

/** The items of a map; empty where it is none. */
export function entriesOf(item: Item | undefined): ReadonlyMap<string, Item> {
  return mapOf(item) ?? new Map();
}

/** Undefined: no map. */
export function mapOf(item: Item | undefined): ReadonlyMap<string, Item> | undefined {
  return item?.value instanceof Map ? item.value : undefined;
}

/** Undefined: no list. */
export function listOf(item: Item | undefined): readonly Item[] | undefined {
  return Array.isArray(item?.value) ? item.value : undefined;
}

/** A text, number or switch as a text; undefined for what is missing, empty or not plain. */
export function textOf(item: Item | undefined): string | undefined {
  if (item === undefined || item.isUnset === true) return undefined;
  const { value } = item;
  return value === null || typeof value === "object" ? undefined : String(value);
}

/** True for a switch that is on. */
export function isOn(item: Item | undefined): boolean {
  return textOf(item) === "true";
}

/** A map of texts, also where it is written as a list of `name=value`. */
export function pairsOf(item: Item | undefined): ReadonlyMap<string, Item> {
  const map = mapOf(item);
  if (map !== undefined) return map;
  const pairs = (listOf(item) ?? []).map((one): readonly [string, Item] => {
    const text = textOf(one) ?? String(one.value ?? "");
    const end = text.indexOf("=");
    // A name alone has no value.
    return end === -1
      ? [text, { ...one, value: null }]
      : [text.slice(0, end), { ...one, value: text.slice(end + 1) }];
  });
  return new Map(pairs);
}
