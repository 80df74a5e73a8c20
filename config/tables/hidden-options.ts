import type { StoredField, StoredGroups } from "./stored-groups.ts";
import { variablesOf } from "./stored-variables.ts";

/**
 * Adds the options that `configdoc` leaves out, such as `broker.redisnats`: the variables show them. Such an
 * option has to be an object whose options are objects that its neighbours have too; throws for another one.
 */
export function addHidden(groups: StoredGroups, root: string, variables: readonly string[]): StoredGroups {
  const known = new Set(variablesOf(groups, root).map(({ name }) => name));
  const hidden = variables.filter((name) => !known.has(name));
  if (hidden.length === 0) return groups;

  for (const [section, { of }] of Object.entries(groups[root] ?? {})) {
    const start = `${section.toUpperCase()}_`;
    if (of === undefined || !hidden.every((name) => name.startsWith(start))) continue;
    const rest = hidden.map((name) => name.slice(start.length));
    const key = rest[0]?.split("_")[0] ?? "";
    const parts = partsOf(groups, of, rest, key);
    if (parts === undefined) continue;
    const name = `${of}${key.charAt(0)}${key.slice(1).toLowerCase()}`;
    const field: StoredField = { type: "object", of: name };
    return { ...groups, [of]: { ...groups[of], [key.toLowerCase()]: field }, [name]: parts };
  }
  throw new Error(`configdoc leaves out options that fit nowhere: ${hidden.join(", ")}`);
}

/** The neighbours whose variables, taken together, are exactly the hidden ones. */
function partsOf(
  groups: StoredGroups,
  parent: string,
  rest: readonly string[],
  key: string,
): Record<string, StoredField> | undefined {
  const left = new Set(rest);
  const parts: Record<string, StoredField> = {};
  for (const [neighbour, field] of Object.entries(groups[parent] ?? {})) {
    if (field.type !== "object" || field.of === undefined) continue;
    const names = variablesOf(groups, field.of).map(
      ({ name }) => `${key}_${neighbour.toUpperCase()}_${name}`,
    );
    if (!names.every((name) => left.has(name))) continue;
    for (const name of names) left.delete(name);
    parts[neighbour] = { type: "object", of: field.of };
  }
  return left.size === 0 ? parts : undefined;
}
