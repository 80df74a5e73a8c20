import type { Schema } from "../json-schema/schema.ts";
import { code, outsideCode, table } from "./markdown.ts";

const head = ["Setting", "Type", "Unit", "Default", "Since", "Example"];

/** A section about one setting of `centrifugo-swarm:` and all that stands below it. */
export function settingSection(key: string, setting: Schema): string {
  const lines = below(key, setting);
  const rows = lines.map(({ name, schema }) => [
    `\`${name}\``,
    schema["x-expected"] ?? "",
    schema["x-unit"] ?? "",
    code(schema.default),
    schema["x-since"] ?? "",
    code(schema.examples?.[0]),
  ]);
  const notes = lines
    .slice(1)
    .flatMap(({ name, schema }) =>
      schema.description === undefined ? [] : [`- \`${name}\`: ${outsideCode(schema.description)}`],
    );
  const parts = [`### ${key}`, outsideCode(setting.description ?? ""), table(head, rows), notes.join("\n")];
  return parts.filter((part) => part !== "").join("\n\n");
}

interface Line {
  readonly name: string;
  readonly schema: Schema;
}

/** The setting and everything below it, with dotted names; items of lists and the list are one. */
function below(name: string, schema: Schema): Line[] {
  const { properties = {}, additionalProperties } = schema.anyOf?.[0] ?? schema;
  const children = Object.entries(properties).flatMap(([key, child]) => below(`${name}.${key}`, child));
  const named = typeof additionalProperties === "object" ? below(`${name}.<name>`, additionalProperties) : [];
  return [{ name, schema }, ...children, ...named];
}
