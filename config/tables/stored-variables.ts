import type { StoredField, StoredGroups } from "./stored-groups.ts";

/** A variable of a group's option, with the option itself. */
export interface StoredVariable {
  readonly name: string;
  readonly field: StoredField;
}

/** Variables, without prefix, of all options of a group and the groups below it; those of list items have none here. */
export function variablesOf(groups: StoredGroups, group: string): StoredVariable[] {
  return Object.entries(groups[group] ?? {}).flatMap(([key, field]) => {
    const name = key.toUpperCase();
    if (field.type !== "object" || field.of === undefined) return [{ name, field }];
    return variablesOf(groups, field.of).map((below) => ({ ...below, name: `${name}_${below.name}` }));
  });
}
