import * as z from "zod";
import { type About, fields } from "./field.ts";

/** The schema inside defaults, optionals and transforms: what a person writes. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.unwrap());
  }
  return schema instanceof z.ZodPipe ? unwrap(written(schema)) : schema;
}

/** What a person writes of a pipe: its first half, or the second where the first one only tidies up before it. */
function written({ in: first, out }: z.ZodPipe): z.core.$ZodType {
  return first instanceof z.ZodTransform ? out : first;
}

/** The schema of one key or item, or undefined where there is none. */
export function childSchema(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject)
    return Object.hasOwn(inner.shape, key) ? inner.shape[String(key)] : undefined;
  if (inner instanceof z.ZodRecord) return inner.valueType;
  return inner instanceof z.ZodArray ? inner.element : undefined;
}

/** The schema at a path, or undefined where there is none. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let current: z.core.$ZodType | undefined = schema;
  for (const key of path) current = current && childSchema(current, key);
  return current;
}

/** The keys that an object schema knows; none for other schemas. */
export function knownKeys(schema: z.core.$ZodType | undefined): string[] {
  const inner = schema && unwrap(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** What is known about a field; it may be registered on the schema or on what it wraps. */
export function aboutField(schema: z.core.$ZodType | undefined): About | undefined {
  let current = schema;
  while (current !== undefined) {
    const about = fields.get(current);
    if (about !== undefined) return about;
    const next = unwrapOnce(current);
    if (next === current) return undefined;
    current = next;
  }
  return undefined;
}

function unwrapOnce(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return schema.unwrap();
  }
  return schema instanceof z.ZodPipe ? written(schema) : schema;
}
