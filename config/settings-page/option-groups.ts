import type { Schema } from "../json-schema/schema.ts";

/** Definitions of groups of Centrifugo's options, by name. */
export type Groups = Readonly<Record<string, Schema>>;

const reference = /^#\/definitions\/(.+)$/;

/** The group of options that an option holds, as an object or as the items of a list; undefined: none. */
export function groupBelow(option: Schema, groups: Groups): string | undefined {
  const $ref = option.items?.$ref ?? option.allOf?.[0]?.$ref;
  const name = reference.exec($ref ?? "")?.[1];
  return name !== undefined && Object.hasOwn(groups, name) ? name : undefined;
}

/** The definition of a plain value that an option has, such as `duration`. */
export function leafOf(option: Schema): string | undefined {
  return reference.exec(option.allOf?.[0]?.$ref ?? "")?.[1];
}

/** Groups that more than one option holds, with the places where they stand, dotted from the root. */
export function sharedGroups(groups: Groups, root: string): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, number>();
  for (const { properties = {} } of Object.values(groups)) {
    for (const option of Object.values(properties)) {
      const group = groupBelow(option, groups);
      if (group !== undefined) holders.set(group, (holders.get(group) ?? 0) + 1);
    }
  }
  const places = new Map<string, string[]>();
  const visit = (group: string, path: string): void => {
    if ((holders.get(group) ?? 0) > 1) places.set(group, [...(places.get(group) ?? []), path]);
    for (const [key, option] of Object.entries(groups[group]?.properties ?? {})) {
      const child = groupBelow(option, groups);
      const here = path === "" ? key : `${path}.${key}`;
      if (child !== undefined) visit(child, option.type === "array" ? `${here}[]` : here);
    }
  };
  visit(root, "");
  return places;
}
