import { groupOf, type OptionField, optionTable, type PlainField } from "../config/tables/centrifugo.ts";
import { settingName } from "../model/centrifugo-settings.ts";

/** An option with a plain value, with its key from the root, without entries of lists. */
export interface FieldOfOption {
  readonly key: string;
  readonly field: PlainField;
}

/** Options below a group by the names of their variables: `HTTP_SERVER_PORT`; those of lists are left out. */
function plainFields(group: string, path: readonly string[]): ReadonlyMap<string, FieldOfOption> {
  const found = new Map<string, FieldOfOption>();
  const walk = (name: string, below: readonly string[]): void => {
    for (const [key, field] of groupOf(name)) {
      const keys = [...below, key];
      if (field.type === "object") walk(field.of, keys);
      else if (field.type !== "list")
        found.set(settingName(keys.join(".")), { key: [...path, ...keys].join("."), field });
    }
  };
  walk(group, []);
  return found;
}

/** Options of v6 that are in no list, by the names of their variables. */
export const rootFields: ReadonlyMap<string, FieldOfOption> = plainFields(optionTable.root, []);

/** A list of entries with names, by the name of its variable. */
export interface EntryList {
  readonly variable: string;
  /** Keys from the root: `["channel", "namespaces"]`. */
  readonly path: readonly string[];
  /** Name of the group of options that each entry has. */
  readonly group: string;
  readonly fields: ReadonlyMap<string, FieldOfOption>;
}

/** Channel namespaces, RPC namespaces, proxies and consumers. */
export const entryLists: readonly EntryList[] = listsBelow(optionTable.root, []);

/** The dotted key of a variable such as `ENGINE_TYPE`; undefined: v6 has none. */
export function keyOfVariable(name: string): string | undefined {
  const list = entryLists.find(({ variable }) => variable === name);
  return list === undefined ? rootFields.get(name)?.key : list.path.join(".");
}

function listsBelow(group: string, path: readonly string[]): readonly EntryList[] {
  return [...groupOf(group)].flatMap(([key, field]: readonly [string, OptionField]): readonly EntryList[] => {
    const here = [...path, key];
    if (field.type === "object") return listsBelow(field.of, here);
    if (field.type !== "list" || !groupOf(field.of).has("name")) return [];
    const variable = settingName(here.join("."));
    return [{ variable, path: here, group: field.of, fields: plainFields(field.of, here) }];
  });
}

/** The option of a variable such as `CHANNEL_NAMESPACES_ORG_HISTORY_TTL`; undefined: it is none of an entry. */
export function fieldOfEntryVariable(name: string): FieldOfOption | undefined {
  const list = entryLists.find(({ variable }) => name.startsWith(`${variable}_`));
  if (list === undefined) return undefined;
  const rest = name.slice(list.variable.length);
  const longest = [...list.fields.keys()]
    .filter((option) => rest.endsWith(`_${option}`))
    .sort((one, other) => other.length - one.length)[0];
  return longest === undefined ? undefined : list.fields.get(longest);
}
