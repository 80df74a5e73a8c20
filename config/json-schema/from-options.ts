import { allowedWords } from "../centrifugo/allowed-words.ts";
import { isSecretOption } from "../centrifugo/secret-options.ts";
import { fieldAt, type OptionField, optionTable, type PlainType } from "../tables/centrifugo.ts";
import { pathsOfGroups } from "./group-paths.ts";
import { encryptable, type LeafName } from "./leaves.ts";
import type { Schema } from "./schema.ts";

const leaves: Readonly<Record<PlainType, LeafName>> = {
  bool: "boolean",
  int: "integer",
  int32: "integer",
  uint32: "uint32",
  string: "text",
  duration: "duration",
  pem: "pem",
  strings: "texts",
  "string-map": "text-map",
};

/** A definition for each group of Centrifugo's options, by its name. */
export function optionDefinitions(): Record<string, Schema> {
  const paths = pathsOfGroups();
  return Object.fromEntries(
    [...optionTable.groups].map(([name, group]): [string, Schema] => {
      const places = paths.get(name) ?? [];
      const properties = [...group].map(([key, field]) => [key, fieldSchema(key, field, places)]);
      const isNamedEntry = group.has("name") && places.some((path) => fieldAt(path)?.type === "list");
      const required = isNamedEntry ? { required: ["name"] } : {};
      return [
        name,
        {
          type: "object",
          properties: Object.fromEntries(properties),
          ...required,
          additionalProperties: false,
        },
      ];
    }),
  );
}

function fieldSchema(key: string, field: OptionField, places: readonly (readonly string[])[]): Schema {
  if (field.type === "object") return { allOf: [reference(field.of)] };
  if (field.type === "list") return { type: "array", items: reference(field.of) };
  const paths = places.map((place) => [...place, key]);
  if (paths.every(isSecretOption)) return { allOf: [reference("secret")] };
  return { ...defaultOf(field.type, field.default), ...checksOf(field.type, paths) };
}

function checksOf(type: PlainType, paths: readonly (readonly string[])[]): Schema {
  const [words, ...others] = paths.map((path) => allowedWords(path.join(".")));
  // Only where every place of the group agrees.
  if (words === undefined || others.some((other) => String(other) !== String(words)))
    return { allOf: [reference(type === "strings" && isAddress(paths) ? "addresses" : leaves[type])] };
  const word = encryptable({ type: "string", enum: words });
  return type === "strings" ? { type: "array", items: word } : word;
}

function isAddress(paths: readonly (readonly string[])[]): boolean {
  return paths.every((path) => path.at(-1) === "address");
}

function reference(definition: string): Schema {
  return { $ref: `#/definitions/${definition}` };
}

/** The default in the type that a stack file has for it. */
function defaultOf(type: PlainType, text: string | undefined): Schema {
  if (text === undefined) return {};
  if (type === "bool") return { default: text === "true" };
  if (type === "int" || type === "int32" || type === "uint32") return { default: Number(text) };
  return { default: type === "strings" ? [text] : text };
}
