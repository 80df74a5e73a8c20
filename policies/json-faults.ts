import { groupOf, type OptionField } from "../config/tables/centrifugo.ts";
import { textFault, type ValueFault } from "./value-faults.ts";

/** A value of a JSON text, by the dotted key inside its entry. */
export interface JsonFault extends ValueFault {
  readonly option: string;
}

/**
 * Judges one entry of a list that stands as JSON in a variable. Go decodes it without leniency: a number in
 * quotation marks is no number. `path` is the list's, from the root.
 */
export function jsonFaults(entry: object, group: string, path: readonly string[]): readonly JsonFault[] {
  return below(entry, group, path, []);
}

function below(
  object: object,
  group: string,
  path: readonly string[],
  keys: readonly string[],
): readonly JsonFault[] {
  const fields = groupOf(group);
  return Object.entries(object).flatMap(([written, value]: [string, unknown]): readonly JsonFault[] => {
    const field = fields.get(written.toLowerCase());
    // Unknown options have a rule of their own, and null is not set.
    if (field === undefined || value === null) return [];
    return judge(field, value, path, [...keys, written.toLowerCase()]);
  });
}

function judge(
  field: OptionField,
  value: unknown,
  path: readonly string[],
  keys: readonly string[],
): readonly JsonFault[] {
  const option = keys.join(".");
  const fault = (message: string, fix: string): readonly JsonFault[] => [{ option, message, fix }];
  switch (field.type) {
    case "object":
      if (typeof value !== "object" || Array.isArray(value) || value === null)
        return fault("an object with options belongs here", "Write `{ … }` with the options in it.");
      return below(value, field.of, path, keys);
    case "list":
      return Array.isArray(value) ? [] : fault("a list belongs here", "Write `[ … ]`.");
    case "bool":
      if (typeof value === "boolean") return [];
      return fault("JSON's true or false belongs here, without quotation marks", "Write `true` or `false`.");
    case "int":
    case "int32":
    case "uint32":
      if (typeof value === "number" && Number.isInteger(value)) return [];
      return fault(
        "a whole number belongs here, without quotation marks",
        "Write digits alone, such as `100`.",
      );
    case "strings":
      if (Array.isArray(value) && value.every((item) => typeof item === "string")) return [];
      return fault("a list of texts belongs here", 'Write a list, such as `["one"]`.');
    case "string-map":
      return [];
    default: {
      const isNumber = field.type === "duration" && typeof value === "number";
      if (typeof value !== "string" && !isNumber)
        return fault(
          "a text in quotation marks belongs here",
          'Write the value in quotation marks, such as `"text"`.',
        );
      // JSON has the same two forms of a duration as a file.
      const from = isNumber ? "file" : "variable";
      const found = textFault({ key: [...path, ...keys].join("."), field }, String(value), from);
      return found === undefined ? [] : [{ option, ...found }];
    }
  }
}
