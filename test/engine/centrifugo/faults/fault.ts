import fc from "fast-check";
import type { PlainField } from "../../../../config/tables/centrifugo.ts";
import { plainOptions } from "../some-options.ts";
import { entriesAt, type Path, type StackCase, type Tree, withValue } from "../stack-case.ts";

/** One mistake. */
export interface Fault {
  /** For the message of a failed test. */
  readonly kind: string;
  readonly put: (one: StackCase) => StackCase;
  /** What we have to say of it; undefined: anything. */
  readonly code?: string;
}

/** An option somewhere, alone or in a new entry of a list. */
export interface Place {
  readonly names: readonly string[];
  readonly field: PlainField;
  readonly put: (one: StackCase, value: unknown) => StackCase;
}

/** Entries that are right by themselves and disturb nothing. */
const entries: readonly { path: Path; group: string; entry: Tree }[] = [
  { path: ["channel", "namespaces"], group: "ChannelNamespace", entry: { name: "Faulty" } },
  { path: ["proxies"], group: "NamedProxy", entry: { name: "Faulty", endpoint: "http://backend:3000" } },
  { path: ["rpc", "namespaces"], group: "RpcNamespace", entry: { name: "Faulty" } },
  { path: ["consumers"], group: "Consumer", entry: { name: "Faulty", enabled: false, type: "kafka" } },
];

/** Changes Centrifugo's part of a stack. */
export function change(one: StackCase, edit: (tree: Tree) => Tree): StackCase {
  return { ...one, centrifugo: edit(one.centrifugo) };
}

/** Adds an entry to a list, with something more in it. */
export function withEntry(tree: Tree, path: Path, entry: Tree, inside: Path, value: unknown): Tree {
  return withValue(tree, path, [...entriesAt(tree, path), withValue(entry, inside, value)]);
}

const atRoot = plainOptions("Config").map(
  ({ path, field }): Place => ({
    names: path,
    field,
    put: (one, value) => change(one, (tree) => withValue(tree, path, value)),
  }),
);

const inEntries = entries.flatMap(({ path, group, entry }) =>
  plainOptions(group)
    .filter((option) => option.path.join(".") !== "name")
    .map(
      (option): Place => ({
        names: [...path.map(String), ...option.path],
        field: option.field,
        put: (one, value) => change(one, (tree) => withEntry(tree, path, entry, option.path, value)),
      }),
    ),
);

/** Every option of the table that has a value of its own. */
export const places: readonly Place[] = [...atRoot, ...inEntries];

/** A place whose option is of a kind. */
export function placeOf(isWanted: (place: Place) => boolean): fc.Arbitrary<Place> {
  const some = places.filter(isWanted);
  return fc.constantFrom(...some);
}

/** One of these values at one of these places. */
export function badValues(
  kind: string,
  place: fc.Arbitrary<Place>,
  values: fc.Arbitrary<unknown>,
  code?: string,
): fc.Arbitrary<Fault> {
  return fc.tuple(place, values).map(([{ names, put }, value]) => ({
    kind: `${kind} at ${names.join(".")}: ${JSON.stringify(value)}`,
    put: (one) => put(one, value),
    ...(code === undefined ? {} : { code }),
  }));
}
