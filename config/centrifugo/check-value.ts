import { quote, type Refusal } from "../field.ts";
import type { PlainType } from "../tables/centrifugo.ts";
import { checkContent } from "./check-content.ts";
import { checkDuration } from "./check-duration.ts";
import { describeValue } from "./describe-value.ts";

const expectations: Readonly<Record<PlainType, readonly [expected: string, example: string]>> = {
  bool: ["true or false", "true"],
  int: ["a whole number", "100"],
  int32: ["a whole number", "100"],
  uint32: ["a whole number of 0 or more", "100"],
  string: ["a text", '"…"'],
  duration: ["a duration with a unit", "25s"],
  pem: ["a certificate or key in PEM", "|"],
  strings: ["a list of texts", "[…, …]"],
  "string-map": ["a map of texts", "{ name: value }"],
};

/** Options that -1 turns off. */
const mayBeOff: ReadonlySet<string> = new Set([
  "client.pong_timeout",
  "map_broker.redis.cleanup_interval",
  "consumers.kafka.partition_queue_max_size",
]);

/** Why Centrifugo cannot read a value of this type, or would read something else than what was meant. */
export function checkValue(names: readonly string[], type: PlainType, value: unknown): Refusal | undefined {
  const name = names.at(-1) ?? "";
  if (value === -1 && mayBeOff.has(names.join("."))) return undefined;
  if (!hasType(type, value)) return wrongType(name, type, value);
  if (type === "duration") return value === 0 ? undefined : checkDuration(String(value));
  if (type === "int" || type === "int32" || type === "uint32") return checkNumber(names, type, Number(value));
  if (typeof value === "string") return checkContent(names, value);
  return undefined;
}

function hasType(type: PlainType, value: unknown): boolean {
  switch (type) {
    case "bool":
      return typeof value === "boolean";
    case "int":
    case "int32":
    case "uint32":
      return typeof value === "number" && Number.isInteger(value);
    case "duration":
      return typeof value === "string" || value === 0;
    case "string":
    case "pem":
      return typeof value === "string";
    case "strings":
      return Array.isArray(value);
    case "string-map":
      return typeof value === "object" && value !== null && (!Array.isArray(value) || value.every(isPair));
  }
}

/** The form that keeps the case of names: `[{ key: X-Tenant, value: a }]`. */
function isPair(entry: unknown): boolean {
  return typeof entry === "object" && entry !== null && Object.keys(entry).sort().join() === "key,value";
}

/** Says what was expected and what was found. */
function wrongType(name: string, type: PlainType, value: unknown): Refusal {
  const [expected, example] = expectations[type];
  const message = `expected ${expected}`;
  if (type === "strings" && typeof value === "string") {
    // In a variable such a list is one text, and a comma in it locks every browser out.
    const items = value.split(/[,\s]+/).filter((item) => item !== "");
    const fix = `Write it as a list: \`${name}: [${items.map((item) => JSON.stringify(item.slice(0, 60))).join(", ")}]\`.`;
    return { code: "wrong-type", message, found: quote(value), fix };
  }
  if (type === "duration" && typeof value === "number") {
    const fix = `Add the unit: \`${value}s\` for seconds, \`${value}m\` for minutes.`;
    return { code: "missing-unit", message, found: `\`${value}\``, fix };
  }
  const fix = `Write for example \`${name}: ${example}\`.`;
  return { code: "wrong-type", message, found: describeValue(value), fix };
}

function checkNumber(names: readonly string[], type: PlainType, value: number): Refusal | undefined {
  const [min, max] = rangeOf(names, type);
  if (value >= min && value <= max) return undefined;
  const range = max === Number.MAX_SAFE_INTEGER ? `of ${min} or more` : `from ${min} to ${max}`;
  return {
    code: "out-of-range",
    message: `expected a whole number ${range}`,
    found: `\`${value}\``,
    fix: `Write a whole number ${range}.`,
  };
}

function rangeOf(names: readonly string[], type: PlainType): readonly [min: number, max: number] {
  const name = names.at(-1) ?? "";
  // The compression levels of Go's compress/flate; every other number counts something.
  if (name === "compression_level") return [-2, 9];
  if (/(^|_)port$/.test(name)) return [1, 65_535];
  // The managed Redis has as many databases as Redis has by default.
  if (names.join(".") === "engine.redis.db") return [0, 15];
  return [0, type === "int" ? Number.MAX_SAFE_INTEGER : type === "int32" ? 2 ** 31 - 1 : 2 ** 32 - 1];
}
