import type { BinaryFacts } from "./read-binary.ts";
import { rootGroup, type StoredGroups } from "./stored-groups.ts";
import { type StoredVariable, variablesOf } from "./stored-variables.ts";

/** Throws where the table and the variables that the binary lists disagree, in names or defaults. */
export function checkTable(groups: StoredGroups, facts: BinaryFacts): void {
  compare("the configuration", variablesOf(groups, rootGroup), facts.variables);
  for (const { path, of } of namedLists(groups)) {
    compare(path.join("."), variablesOf(groups, of), facts.entryVariables(path), [
      "name",
      "endpoint",
      "type",
    ]);
  }
}

/** Lists whose entries have a name, and with it variables of their own. */
export function namedLists(groups: StoredGroups): { path: readonly string[]; of: string }[] {
  const below = (group: string, path: readonly string[]): { path: readonly string[]; of: string }[] =>
    Object.entries(groups[group] ?? {}).flatMap(([key, { type, of = "" }]) => {
      if (type === "object") return below(of, [...path, key]);
      return type === "list" && groups[of]?.["name"] !== undefined ? [{ path: [...path, key], of }] : [];
    });
  return below(rootGroup, []);
}

function compare(
  what: string,
  table: readonly StoredVariable[],
  listed: ReadonlyMap<string, string>,
  given: readonly string[] = [],
): void {
  const differences = [
    ...[...listed.keys()].filter((name) => !table.some((variable) => variable.name === name)),
    ...table.filter(({ name }) => !listed.has(name)).map(({ name }) => name),
    ...table
      .filter(({ name, field }) => !given.includes(name.toLowerCase()) && !agrees(field, listed.get(name)))
      .map(({ name, field }) => `${name} (${field.default} and ${listed.get(name)})`),
  ];
  if (differences.length > 0)
    throw new Error(`configdoc and defaultenv disagree about ${what}: ${differences.join(", ")}`);
}

function agrees(field: StoredVariable["field"], listed = ""): boolean {
  if (field.type === "list") return listed === "" || listed === "[]";
  if (field.type === "string-map") return listed === "{}";
  if (field.type === "duration") return nanoseconds(field.default) === nanoseconds(listed);
  return (field.default ?? "") === listed;
}

const units: Readonly<Record<string, number>> = { h: 3.6e12, m: 6e10, s: 1e9, ms: 1e6, µs: 1e3, ns: 1 };

function nanoseconds(duration = ""): number {
  const parts = duration.matchAll(/([\d.]+)(h|ms|m|s|µs|ns)/g);
  return [...parts].reduce(
    (sum, [, number, unit = ""]) => sum + Number(number) * (units[unit] ?? Number.NaN),
    0,
  );
}
