import { groupOf, optionTable } from "../tables/centrifugo.ts";

/** Where each group of Centrifugo's options stands, as keys without the indexes of list items; the root at `[]`. */
export function pathsOfGroups(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const paths = new Map<string, (readonly string[])[]>();
  const visit = (group: string, path: readonly string[]): void => {
    paths.set(group, [...(paths.get(group) ?? []), path]);
    for (const [key, field] of groupOf(group)) if ("of" in field) visit(field.of, [...path, key]);
  };
  visit(optionTable.root, []);
  return paths;
}
