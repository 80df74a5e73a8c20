import { unknown, type Value } from "../../model/value.ts";

/** Parts of a model that are no values and may be missing. */
const optional: ReadonlySet<string> = new Set(["bytes", "version", "major"]);

/**
 * Makes every value unknown in a model that another one, read from the same program with other stand-ins, has
 * otherwise: what comes from a stand-in, also where it is hashed, quoted or put into an address.
 *
 * @param model changed in place, so nobody may have seen it yet.
 */
export function forgetDifferences(model: object, other: unknown): void {
  for (const [key, part, set] of partsOf(model)) {
    const otherPart = partOf(other, key);
    if (isValue(part)) {
      if (!isSame(part, otherPart)) set(unknown(part.origin));
    } else if (typeof part === "object" && part !== null) {
      forgetDifferences(part, otherPart);
    } else if (part !== otherPart && optional.has(String(key))) set(undefined);
  }
}

function partsOf(container: object): [key: PropertyKey, part: unknown, set: (part: unknown) => void][] {
  if (container instanceof Map) {
    return [...container].map(([key, part]) => [key, part, (changed) => container.set(key, changed)]);
  }
  return Object.entries(container).map(([key, part]) => [
    key,
    part,
    (changed) => Reflect.set(container, key, changed),
  ]);
}

function partOf(container: unknown, key: PropertyKey): unknown {
  if (container instanceof Map) return container.get(key);
  return typeof container === "object" && container !== null ? Reflect.get(container, key) : undefined;
}

function isValue(part: unknown): part is Value<unknown> {
  return typeof part === "object" && part !== null && "state" in part && "origin" in part;
}

function isSame(value: Value<unknown>, other: unknown): boolean {
  if (!isValue(other) || other.state !== value.state) return false;
  if (value.state === "known" && other.state === "known") return value.value === other.value;
  if (value.state === "secret" && other.state === "secret") return value.fingerprint === other.fingerprint;
  return true;
}
