import { groupOf, type OptionField, optionTable } from "../tables/centrifugo.ts";
import type { OptionPath } from "./option-path.ts";

/** An option that is set, and where. */
export interface Leaf {
  readonly option: OptionPath;
  /** The same place by plain keys and indices, as it is written: `["channel", "namespaces", 0, "history_ttl"]`. */
  readonly path: readonly PropertyKey[];
  readonly field: OptionField;
  readonly value: unknown;
}

/** Every option that a (checked) tree sets; what the table does not know is left out. */
export function flattenOptions(tree: unknown): Leaf[] {
  return flatten(tree, optionTable.root, [], []);
}

function flatten(tree: unknown, group: string, option: OptionPath, path: readonly PropertyKey[]): Leaf[] {
  if (typeof tree !== "object" || tree === null) return [];
  const fields = groupOf(group);
  return Object.entries(tree).flatMap(([key, value]): Leaf[] => {
    const field = fields.get(key);
    if (field === undefined) return [];
    const here = { option: [...option, key], path: [...path, key] };
    if (field.type === "object") return flatten(value, field.of, here.option, here.path);
    if (field.type !== "list" || !Array.isArray(value)) return [{ ...here, field, value }];
    // Lists of entries without a name are taken whole: nothing could be said of one of them alone.
    if (!groupOf(field.of).has("name")) return [{ ...here, field, value }];
    return value.flatMap((entry: unknown, index) =>
      flatten(entry, field.of, [...here.option, { entry: nameOf(entry) ?? index }], [...here.path, index]),
    );
  });
}

/** The name of an entry of a list, where it has one. */
export function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null || !("name" in entry)) return undefined;
  return typeof entry.name === "string" ? entry.name : undefined;
}
