/** One property that differs. */
export interface Difference {
  /** Names and indexes from the resource down; see `listEntry`. */
  readonly path: readonly string[];
  /** Undefined: not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Every leaf that differs between two inputs of a resource. */
export function differencesOf(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (isEmpty(before) && isEmpty(after)) return [];
  const [one, other] = [childrenOf(before), childrenOf(after)];
  if (one === undefined && other === undefined) return before === after ? [] : [{ path, before, after }];
  // One of them is a value, or not known yet: there is nothing to go into.
  if ((one === undefined && !isEmpty(before)) || (other === undefined && !isEmpty(after)))
    return [{ path, before, after }];
  const names = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
  return [...names].flatMap((name) => differencesOf(one?.get(name), other?.get(name), [...path, name]));
}

/** What a path of the provider, such as `taskSpec.containerSpec.configs[0].configId`, leads to. */
export function valueAt(object: unknown, path: string): unknown {
  let value = object;
  for (const { 1: quoted, 2: index, 3: name } of path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)) {
    const key = quoted ?? index ?? name ?? "";
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value;
}

/** Pulumi's docker provider makes no difference between a thing that is empty and one that is not there. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return childrenOf(value)?.size === 0;
}

function childrenOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return new Map(value.map(listEntry));
  return new Map(Object.entries(value).filter(([key]) => !key.startsWith("__")));
}

/** Labels are told apart by their names, files and mounts by their paths in the container, in whatever order. */
function listEntry(item: unknown, index: number): [string, unknown] {
  if (typeof item !== "object" || item === null) return [String(index), item];
  if ("label" in item && "value" in item) return [String(item.label), item.value];
  const path = "fileName" in item ? item.fileName : "target" in item ? item.target : undefined;
  return [typeof path === "string" ? path : String(index), item];
}
