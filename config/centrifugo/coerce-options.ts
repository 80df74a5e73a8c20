import { groupOf, type OptionField, optionTable } from "../tables/centrifugo.ts";

/**
 * Gives scalars the types of the option table: `pulumi config set --path` stores some numbers as text, and YAML
 * reads `9000` as a number where Centrifugo wants a text. What does not fit stays as it is, to be refused.
 */
export function coerceOptions(tree: unknown): unknown {
  return coerceGroup(tree, optionTable.root);
}

function coerceGroup(tree: unknown, group: string): unknown {
  if (typeof tree !== "object" || tree === null || Array.isArray(tree)) return tree;
  const fields = groupOf(group);
  const entries = Object.entries(tree).map(([key, value]): [string, unknown] => {
    const field = fields.get(key);
    return [key, field === undefined ? value : coerceField(key, field, value)];
  });
  return Object.fromEntries(entries);
}

function coerceField(key: string, field: OptionField, value: unknown): unknown {
  switch (field.type) {
    case "object":
      return coerceGroup(value, field.of);
    case "list":
      return Array.isArray(value) ? value.map((entry) => coerceGroup(entry, field.of)) : value;
    case "bool":
      return value === "true" ? true : value === "false" ? false : value;
    case "int":
    case "int32":
    case "uint32":
      return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    case "duration":
      return value === "-1" ? -1 : value;
    case "strings":
      // Centrifugo's own documentation writes a single address like this.
      return key === "address" && typeof value === "string" && /^[^,\s]+$/.test(value) ? [value] : value;
    case "string":
    case "pem":
      // `1.10` and numbers of many digits would not be what was written.
      return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
    default:
      return value;
  }
}
