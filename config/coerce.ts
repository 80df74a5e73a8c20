import * as z from "zod";
import { childSchema, unwrap } from "./schema-walk.ts";

/**
 * Turns what Pulumi hands over into the types that the schema asks for. Pulumi stores every top-level value as
 * text, an object as JSON, and `pulumi config set --path` stores a fraction as text even inside an object. What
 * does not fit stays as it is, for the schema to refuse.
 */
export function coerce(schema: z.core.$ZodType, value: unknown, topLevel = false): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodNumber) return toNumber(value);
  if (inner instanceof z.ZodBoolean) return value === "true" ? true : value === "false" ? false : value;
  // `ttl: 600` is a number in YAML; as text its own check can say that the unit is missing.
  if (inner instanceof z.ZodString) return typeof value === "number" ? String(value) : value;
  const content = topLevel && typeof value === "string" ? parseJson(value) : value;
  if (Array.isArray(content)) {
    return inner instanceof z.ZodArray ? content.map((item) => coerce(inner.element, item)) : content;
  }
  if (typeof content !== "object" || content === null) return content;
  const entries = Object.entries(content).map(([key, item]): [string, unknown] => {
    const child = childSchema(inner, key);
    return [key, child === undefined ? item : coerce(child, item)];
  });
  return Object.fromEntries(entries);
}

function toNumber(value: unknown): unknown {
  return typeof value === "string" && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : value;
}

/** The list or object in a text, else the text: a text that is no JSON is refused by the schema. */
export function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
