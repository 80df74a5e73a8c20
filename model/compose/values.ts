import { partPlace, type SpecPart } from "../spec-places.ts";
import { known, type Origin, unknown, type Value } from "../value.ts";
import { type Item, type ItemPlace, isOn, listOf, textOf } from "./tree.ts";

/** Makes a place: what people call it, the item that it is, and the key of the part. */
export type OriginOf = (label: string, place: ItemPlace, key?: string) => Origin;

/** The line stands in the label, so that a message which names another place tells its line. */
export function originMaker(isOneFile: boolean): OriginOf {
  return (label, { file, line, column, variables }, key) => ({
    label: `${label}, ${isOneFile ? "" : `${file} `}line ${line}`,
    ...(key === undefined ? {} : { key }),
    file,
    line,
    column,
    ...(variables === undefined ? {} : { variables }),
  });
}

/** A value that is not known where a variable in it is not set. */
export function valueAt(item: Item, origin: Origin): Value<string> {
  const text = textOf(item);
  return text === undefined && item.value !== null ? unknown(origin) : known(text ?? "", origin);
}

/** Reads the parts of one service; undefined: not given. */
export function partReader(service: string, originOf: OriginOf) {
  const placeOf = (part: SpecPart, item: Item): Origin => {
    const { label, key } = partPlace(part, service);
    return originOf(label, item.place, key);
  };
  const text = (part: SpecPart, item: Item | undefined): Value<string> | undefined =>
    item === undefined || item.value === null || item.value === ""
      ? undefined
      : valueAt(item, placeOf(part, item));
  const number = (part: SpecPart, item: Item | undefined): Value<number> | undefined =>
    toNumber(text(part, item), Number);
  return {
    placeOf,
    text,
    number,
    /** Bytes of `256M`, as Docker reads it. */
    bytes: (part: SpecPart, item: Item | undefined) => toNumber(text(part, item), parseBytes),
    boolean: (part: SpecPart, item: Item | undefined): Value<boolean> | undefined =>
      item === undefined || item.value === null ? undefined : known(isOn(item), placeOf(part, item)),
    /** Items of a list, each with its own place. */
    words: (part: SpecPart, item: Item | undefined): readonly Value<string>[] =>
      (listOf(item) ?? []).map((one) => valueAt(one, placeOf(part, one))),
  };
}

/** What reads the parts of one service. */
export type PartReader = ReturnType<typeof partReader>;

function toNumber(
  value: Value<string> | undefined,
  parse: (text: string) => number,
): Value<number> | undefined {
  if (value === undefined || value.state !== "known")
    return value === undefined ? undefined : unknown(value.origin);
  const number = parse(value.value);
  return Number.isNaN(number) ? unknown(value.origin) : known(number, value.origin);
}

const units = "kmgtp";

function parseBytes(text: string): number {
  const [, amount, unit = ""] = /^([\d.]+)\s*([kmgtp]?)(?:i?b)?$/i.exec(text.trim()) ?? [];
  const power = unit === "" ? 0 : units.indexOf(unit.toLowerCase()) + 1;
  return amount === undefined ? Number.NaN : Number(amount) * 1024 ** power;
}
