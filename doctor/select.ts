import type { Check } from "./check.ts";

/** The checks that are named by id or layer, and those that they need; all of them where none is named. */
export function select<Context>(
  checks: readonly Check<Context>[],
  names: readonly string[],
): readonly Check<Context>[] {
  if (names.length === 0) return checks;
  const wanted = new Set<string>();
  const add = (id: string): void => {
    if (wanted.has(id)) return;
    wanted.add(id);
    for (const need of checks.find((check) => check.id === id)?.needs ?? []) add(need);
  };
  for (const { id, layer } of checks) if (names.includes(id) || names.includes(layer)) add(id);
  return checks.filter(({ id }) => wanted.has(id));
}
