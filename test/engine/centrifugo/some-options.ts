import fc from "fast-check";
import { groupOf, type PlainField } from "../../../config/tables/centrifugo.ts";
import { plainValue } from "./plain-values.ts";
import { type Tree, withValue } from "./stack-case.ts";

/** An option with a value of its own, by its path inside a group. */
export interface PlainOption {
  readonly path: readonly string[];
  readonly field: PlainField;
}

/** All options of a group and of the objects in it; lists have entries of their own. */
export function plainOptions(group: string, path: readonly string[] = []): PlainOption[] {
  return [...groupOf(group)].flatMap(([key, field]): PlainOption[] => {
    const here = [...path, key];
    if (field.type === "object") return plainOptions(field.of, here);
    return field.type === "list" ? [] : [{ path: here, field }];
  });
}

/**
 * Some options of a group, each with a right value.
 *
 * @param names keys above the group, without those of entries.
 * @param isFree false for what only fits together with others and is made elsewhere.
 */
export function someOptions(
  group: string,
  names: readonly string[],
  most: number,
  isFree: (key: string) => boolean,
): fc.Arbitrary<Tree> {
  const free = plainOptions(group).filter(({ path }) => isFree(path.join(".")));
  return fc
    .subarray(free, { maxLength: Math.min(most, free.length) })
    .chain((chosen) =>
      fc.tuple(
        fc.constant(chosen),
        fc.tuple(...chosen.map(({ path, field }) => plainValue([...names, ...path], field))),
      ),
    )
    .map(([chosen, values]) =>
      chosen.reduce<Tree>((tree, { path }, index) => withValue(tree, path, values[index]), {}),
    );
}
