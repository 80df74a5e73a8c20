/** Stands for a value that Pulumi does not know yet. */
export const notKnown: unique symbol = Symbol("not known");

/** What `pulumi policy analyze` and Pulumi's wire format put where a value is unknown or cannot be decrypted. */
const placeholders: ReadonlySet<unknown> = new Set(["[secret]", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"]);

/** A text, `undefined` where nothing is given, or `notKnown`. */
export type Text = string | undefined | typeof notKnown;

/** Reads one property of an input without failing on what is missing, unknown or of another type. */
export function get(object: unknown, ...path: readonly string[]): unknown {
  let value: unknown = object;
  for (const key of path) {
    if (value === notKnown) return notKnown;
    if (typeof value !== "object" || value === null) return undefined;
    value = normalise(Object.getOwnPropertyDescriptor(value, key)?.value);
  }
  return value;
}

/** Reads a text, number or switch as a text. */
export function text(value: unknown): Text {
  const plain = normalise(value);
  if (plain === undefined || plain === null) return undefined;
  if (typeof plain === "string" || typeof plain === "number" || typeof plain === "boolean")
    return String(plain);
  return notKnown;
}

/** Undefined: the list itself is not known. */
export function list(value: unknown): readonly unknown[] | undefined {
  const plain = normalise(value);
  if (plain === undefined || plain === null) return [];
  return Array.isArray(plain) ? plain : undefined;
}

/** Undefined: the object itself is not known. */
export function entries(value: unknown): readonly (readonly [string, Text])[] | undefined {
  const plain = normalise(value);
  if (plain === undefined || plain === null) return [];
  if (typeof plain !== "object" || Array.isArray(plain) || isForeign(plain)) return undefined;
  return Object.entries(plain).map(([key, entry]) => [key, text(entry)]);
}

function normalise(value: unknown): unknown {
  if (placeholders.has(value)) return notKnown;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  // A secret in the wire format, as mocks see it.
  if ("4dabf18193072939515e22adb298388d" in value && "value" in value) return normalise(value.value);
  return value;
}

/** An Output or another object of a class: nothing that can be read now. */
function isForeign(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== Object.prototype && prototype !== null;
}
