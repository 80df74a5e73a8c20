/**
 * Reads parts of what Docker's client prints as JSON. What is missing or of another type counts as not given:
 * engines of other versions leave out other things.
 */

/** One part of an object, by its path. */
export function part(object: unknown, ...path: readonly string[]): unknown {
  let value: unknown = object;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** A text that is not empty; Docker writes an empty one where nothing is given. */
export function textAt(object: unknown, ...path: readonly string[]): string | undefined {
  const value = part(object, ...path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number. */
export function numberAt(object: unknown, ...path: readonly string[]): number | undefined {
  const value = part(object, ...path);
  return typeof value === "number" ? value : undefined;
}

/** Items of a list; none where it is null or missing. */
export function listAt(object: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = part(object, ...path);
  return Array.isArray(value) ? value : [];
}

/** Texts of a list. */
export function textsAt(object: unknown, ...path: readonly string[]): readonly string[] {
  return listAt(object, ...path).filter((item): item is string => typeof item === "string");
}

/** A map of texts, such as labels. */
export function mapAt(object: unknown, ...path: readonly string[]): ReadonlyMap<string, string> {
  const value = part(object, ...path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return new Map();
  return new Map(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
