import { execa } from "execa";
import { z } from "zod";
import type { Properties } from "./declared-properties.ts";

type Schema = {
  type: number;
  required?: boolean | undefined;
  optional?: boolean | undefined;
  maxItems?: number | undefined;
  element?: { resource?: Record<string, Schema> | undefined; schema?: Schema | undefined } | undefined;
};

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.number(),
    required: z.boolean().optional(),
    optional: z.boolean().optional(),
    maxItems: z.number().optional(),
    element: z
      .object({ resource: z.record(z.string(), schema).optional(), schema: schema.optional() })
      .optional(),
  }),
);

const providerInfo = z.object({
  version: z.string(),
  provider: z.object({ resources: z.record(z.string(), z.record(z.string(), schema)) }),
  resources: z.record(
    z.string(),
    z.object({ tok: z.string(), fields: z.record(z.string(), z.unknown()).nullish() }),
  ),
});
export type ProviderInfo = z.output<typeof providerInfo>;

/** What a provider plugin built on Pulumi's Terraform bridge says about its resources. */
export async function readProviderInfo(plugin: string): Promise<ProviderInfo> {
  return providerInfo.parse(JSON.parse((await execa(plugin, ["-get-provider-info"])).stdout));
}

/** The properties that a plugin takes for a resource type, named as Pulumi's bridge names them. */
export function providerProperties(info: ProviderInfo, token: string): Properties {
  const [name, resource] = Object.entries(info.resources).find(([, { tok }]) => tok === token) ?? [];
  if (name === undefined) throw new Error(`The plugin has no resource ${token}.`);
  const found: Properties = new Map();
  // A field with an entry of its own here is `name`, which the bridge can make up: so it may be left out.
  addObject(info.provider.resources[name] ?? {}, "", Object.keys(resource?.fields ?? {}), found);
  return found;
}

function addObject(fields: Record<string, Schema>, path: string, madeUp: string[], found: Properties): void {
  for (const [name, field] of Object.entries(fields)) {
    // Neither required nor optional: an output only.
    if (!field.required && !field.optional) continue;
    const optional = field.required && !madeUp.includes(name) ? "" : "?";
    addField(field, path + pulumiName(name, field), optional, found);
  }
}

function addField(field: Schema, path: string, optional: string, found: Properties): void {
  const kind = kinds[field.type] ?? `unknown type ${field.type}`;
  const object = field.element?.resource;
  if (kind !== "list") {
    found.set(path + optional, kind);
  } else if (field.maxItems === 1 && object !== undefined) {
    found.set(path + optional, "object");
    addObject(object, `${path}.`, [], found);
  } else {
    found.set(path + optional, "list");
    if (object !== undefined) {
      found.set(`${path}[]`, "object");
      addObject(object, `${path}[].`, [], found);
    } else if (field.element?.schema !== undefined) {
      addField(field.element.schema, `${path}[]`, "", found);
    }
  }
}

/** Terraform's value types as the bridge numbers them; a set is a list in Pulumi. */
const kinds: Record<number, string> = {
  1: "boolean",
  2: "number",
  3: "number",
  4: "string",
  5: "list",
  6: "map",
  7: "list",
};

function pulumiName(name: string, field: Schema): string {
  const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const plural = kinds[field.type] === "list" && field.maxItems !== 1 && !camel.endsWith("s");
  return plural ? `${camel}${camel.endsWith("ch") ? "es" : "s"}` : camel;
}
