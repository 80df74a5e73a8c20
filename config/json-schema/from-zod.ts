import { parse } from "yaml";
import * as z from "zod";
import { type About, fields } from "../field.ts";
import { stackConfigSchema } from "../stack-config.ts";
import { boolean, encryptable, number, text } from "./leaves.ts";
import type { Schema } from "./schema.ts";

/** The schema of every setting under `centrifugo-swarm:`, by key, as it may stand in a stack file. */
export function settingSchemas(): Readonly<Record<string, Schema>> {
  const generated = z.toJSONSchema(stackConfigSchema, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const about = fields.get(zodSchema);
      if (about !== undefined) Object.assign(jsonSchema, annotations(about));
      if (about?.pattern !== undefined) {
        jsonSchema.pattern = about.pattern;
        jsonSchema["patternErrorMessage"] = `Expected ${about.expected}.`;
      }
      // An object that is filled with defaults says nothing by the empty one that it begins with.
      if (JSON.stringify(jsonSchema.default) === "{}") delete jsonSchema.default;
    },
  });
  const plain: Schema = JSON.parse(JSON.stringify(generated));
  return mapValues(plain.properties ?? {}, asWritten);
}

function annotations({ expected, example, description, unit, orBoolean, since = "0.1.0" }: About): Schema {
  // It stands for a value that nobody should copy.
  const examples = example === "…" ? {} : { examples: [parse(example)] };
  return {
    ...(description === undefined ? {} : { description }),
    markdownDescription: [description, `Takes ${expected}.`].filter(Boolean).join("\n\n"),
    ...examples,
    "x-expected": expected,
    ...(unit === undefined ? {} : { "x-unit": unit }),
    ...(orBoolean === true ? { "x-or-boolean": true } : {}),
    "x-since": since,
  };
}

/** Lets pass what the loader turns into the right type, and encrypted values. */
function asWritten(schema: Schema): Schema {
  const { properties, items, additionalProperties, type } = schema;
  if (properties !== undefined) return { ...schema, properties: mapValues(properties, asWritten) };
  if (typeof additionalProperties === "object") {
    const { propertyNames: { pattern = "" } = {} } = schema;
    return { ...schema, propertyNames: { pattern }, additionalProperties: asWritten(additionalProperties) };
  }
  if (items !== undefined) return { ...schema, items: asWritten(items) };
  if (type === "boolean") return encryptable({ ...schema, ...boolean });
  if (type === "integer" || type === "number") return encryptable({ ...schema, ...number(type) });
  if (type !== "string") return schema;
  const isFree = schema.pattern === undefined && schema.enum === undefined;
  return encryptable(isFree ? { ...schema, ...text } : schema);
}

function mapValues(
  schemas: Readonly<Record<string, Schema>>,
  change: (schema: Schema) => Schema,
): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, change(schema)]));
}
