import type { PlainType } from "./centrifugo.ts";

const words: ReadonlyMap<string, PlainType> = new Map([
  ["bool", "bool"],
  ["int", "int"],
  ["int64", "int"],
  ["int32", "int32"],
  ["uint32", "uint32"],
  ["string", "string"],
  ["Duration", "duration"],
  ["PEMData", "pem"],
  ["[]string", "strings"],
  ["[]centrifuge.DeltaType", "strings"],
  ["MapStringString", "string-map"],
]);

/** The table's word for a Go type that `configdoc` prints; undefined: one that was not seen yet. */
export function typeWord(label: string): PlainType | undefined {
  return words.get(label);
}
