import type { OptionPath } from "./option-path.ts";

/** An option with its value. */
export interface SetOption {
  readonly option: OptionPath;
  readonly value: unknown;
}

/** The tree that a configuration file holds; entries of a list come in the order of their first option. */
export function nestOptions(options: readonly SetOption[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { option, value } of options) set(root, option, value);
  return root;
}

function set(target: Record<string, unknown>, [step, ...rest]: OptionPath, value: unknown): void {
  if (typeof step !== "string") return;
  const [next] = rest;
  if (next === undefined) target[step] = value;
  else if (typeof next === "string") set(record(target, step), rest, value);
  else set(entryOf(target, step, next.entry), rest.slice(1), value);
}

function record(target: Record<string, unknown>, key: string): Record<string, unknown> {
  const found = target[key];
  if (isRecord(found)) return found;
  const made: Record<string, unknown> = {};
  target[key] = made;
  return made;
}

function entryOf(target: Record<string, unknown>, key: string, name: string | number) {
  const found = target[key];
  const list: unknown[] = Array.isArray(found) ? found : [];
  if (!Array.isArray(found)) target[key] = list;
  const entry = list.find((one) => isRecord(one) && one["name"] === name);
  if (isRecord(entry)) return entry;
  const made: Record<string, unknown> = { name };
  list.push(made);
  return made;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
