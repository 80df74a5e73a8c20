import type { Namespace } from "../../../config/namespaces.ts";

/** A part of Centrifugo's configuration. */
export type Tree = Readonly<Record<string, unknown>>;

/** What a stack file says, as far as Centrifugo is concerned. */
export interface StackCase {
  readonly allowedOrigins: readonly string[];
  readonly namespaces: Readonly<Record<string, Namespace>>;
  readonly replicas: number;
  readonly centrifugo: Tree;
  /** True: the stack file holds the secrets in it for everybody to read. */
  readonly inClear?: boolean;
}

/** A step into a tree: a key, or the place in a list. */
export type Path = readonly (string | number)[];

export function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a place; undefined: nothing. */
export function valueAt(tree: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return tree;
  if (typeof step === "number") return Array.isArray(tree) ? valueAt(tree[step], rest) : undefined;
  return isTree(tree) && Object.hasOwn(tree, step) ? valueAt(tree[step], rest) : undefined;
}

/** The entries of a list that are objects; none where there is no list. */
export function entriesAt(tree: unknown, path: Path): readonly Tree[] {
  const list = valueAt(tree, path);
  return Array.isArray(list) ? list.filter(isTree) : [];
}

/** A copy with another value at a place, where objects and entries of lists are made as needed. */
export function withValue(tree: Tree, path: Path, value: unknown): Tree {
  const changed = replaced(tree, path, value);
  return isTree(changed) ? changed : tree;
}

/** A copy with each path (`channel.max_length`) set. */
export function withValues(tree: Tree, values: Tree): Tree {
  return Object.entries(values).reduce((made, [path, value]) => withValue(made, toPath(path), value), tree);
}

/** `channel.namespaces.0.name` as a path. */
export function toPath(text: string): Path {
  return text.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function replaced(target: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list: unknown[] = Array.isArray(target) ? [...target] : [];
    list[step] = replaced(list[step], rest, value);
    return list;
  }
  const object = isTree(target) ? target : {};
  return { ...object, [step]: replaced(object[step], rest, value) };
}

/** Every value with its path; lists and maps of texts count as values, empty objects too. */
export function leavesOf(tree: unknown, path: Path = []): { path: Path; value: unknown }[] {
  if (Array.isArray(tree) && tree.some(isTree)) {
    return tree.flatMap((entry, index) => leavesOf(entry, [...path, index]));
  }
  if (!isTree(tree) || Object.keys(tree).length === 0) return [{ path, value: tree }];
  return Object.entries(tree).flatMap(([key, value]) => leavesOf(value, [...path, key]));
}

/** One object with the keys of all; later ones win. */
export function joined(parts: readonly Tree[]): Tree {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}
