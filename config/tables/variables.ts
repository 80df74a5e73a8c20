import { groupOf, type OptionField, optionTable } from "./centrifugo.ts";
import v5Keys from "./centrifugo-v5.json" with { type: "json" };

/** The options of v6 by their variables, except those of entries of lists; like all names here without `CENTRIFUGO_`. */
export const v6Options: ReadonlyMap<string, OptionField> = variablesOf(optionTable.root);
const v5Names: ReadonlyMap<string, string> = new Map(
  Object.entries(v5Keys).map(([from, to]) => [variableName(from), variableName(to)]),
);

/** Every variable of v6, except those of entries of lists. */
export const allV6Names: readonly string[] = [...v6Options.keys()].sort();

/**
 * Lists whose entries have a name, and with it variables of their own (`CHANNEL_NAMESPACES_ORG_PRESENCE`), with
 * the options of such an entry; the longest first, since `…_SUBSCRIBE_PROXY_NAME` ends in `_NAME` too.
 */
export const v6Lists: ReadonlyMap<string, readonly string[]> = new Map(
  [...v6Options].flatMap(([name, field]) => {
    if (field.type !== "list" || !groupOf(field.of).has("name")) return [];
    const options = [...variablesOf(field.of).keys()];
    return [[name, options.sort((a, b) => b.length - a.length || (a < b ? -1 : 1))]];
  }),
);

/** The v6 that the table was read from, such as `6.9.1`. */
export const tableVersion: string = optionTable.version;

/** The variable of an option of the configuration file: `engine.type` to `ENGINE_TYPE`. */
export function variableName(key: string): string {
  return key.toUpperCase().replaceAll(".", "_");
}

/** True where v5 reads this variable. */
export function isV5Name(name: string): boolean {
  return v5Names.has(name);
}

/** True where v6 reads this variable. */
export function isV6Name(name: string): boolean {
  return v6Options.has(name);
}

/** v6's name of a v5 variable; undefined: none. */
export function v6NameOf(v5Name: string): string | undefined {
  const name = v5Names.get(v5Name);
  return name !== undefined && v6Options.has(name) ? name : undefined;
}

/** v5's name of a v6 variable; undefined: none that is known. */
export function v5NameOf(v6Name: string): string | undefined {
  return [...v5Names].find(([, name]) => name === v6Name)?.[0];
}

function variablesOf(group: string, prefix = "", found = new Map<string, OptionField>()) {
  for (const [key, field] of groupOf(group)) {
    const name = `${prefix}${key.toUpperCase()}`;
    if (field.type === "object") variablesOf(field.of, `${name}_`, found);
    else found.set(name, field);
  }
  return found;
}
