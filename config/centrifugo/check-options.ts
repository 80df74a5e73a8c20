import { quote, type Refusal } from "../field.ts";
import { nearMatch } from "../near-match.ts";
import { groupOf, type OptionField, type OptionGroup, optionTable } from "../tables/centrifugo.ts";
import { checkEntryNames } from "./check-entry-names.ts";
import { checkValue } from "./check-value.ts";
import { describeValue } from "./describe-value.ts";
import type { OptionFault } from "./option-fault.ts";
import { nowSection, renamedTo } from "./renamed.ts";
import { zeroFault } from "./zero-value.ts";

/** Checks a tree as it would stand in `config.json` against the table of the pinned Centrifugo. */
export function checkOptions(tree: unknown): OptionFault[] {
  return checkGroup(tree, optionTable.root, [], []);
}

function checkGroup(
  tree: unknown,
  group: string,
  path: readonly PropertyKey[],
  names: readonly string[],
): OptionFault[] {
  if (typeof tree !== "object" || tree === null || Array.isArray(tree)) {
    const example = `{ ${[...groupOf(group).keys()][0] ?? ""}: … }`;
    const found = describeValue(tree);
    const fix = `Write the options below it, for example \`${example}\`.`;
    const wrongType = { code: "wrong-type", message: "expected a map of options", found, fix };
    const isScalar = typeof tree === "string" || typeof tree === "boolean";
    return [{ path, at: "value", refusal: (isScalar ? nowSection(names) : undefined) ?? wrongType }];
  }
  const fields = groupOf(group);
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = [...path, key];
    const field = fields.get(key);
    if (field === undefined)
      return [{ path: here, at: "key" as const, refusal: unknownOption(key, names, fields) }];
    return isEncryptedText(value) ? [] : checkField(field, value, here, [...names, key]);
  });
}

function checkField(
  field: OptionField,
  value: unknown,
  path: readonly PropertyKey[],
  names: readonly string[],
): OptionFault[] {
  if (field.type === "object") return checkGroup(value, field.of, path, names);
  if (field.type === "list") return checkList(field.of, value, path, names);
  const fault = checkValue(names, field.type, value) ?? zeroFault(names.at(-1) ?? "", field, value);
  if (fault !== undefined) return [{ path, at: "value", refusal: fault }];
  if (field.type === "strings" && Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => checkItem(item, [...path, index], names));
  }
  if (field.type === "string-map" && typeof value === "object" && value !== null) {
    if (Array.isArray(value)) {
      return value.flatMap((pair: object, index) =>
        Object.entries(pair).flatMap(([key, item]) =>
          checkItem(item, [...path, index, key], [...names, "*"]),
        ),
      );
    }
    return Object.entries(value).flatMap(([key, item]) => checkItem(item, [...path, key], [...names, "*"]));
  }
  return [];
}

/** One text of a list or map. */
function checkItem(item: unknown, path: readonly PropertyKey[], names: readonly string[]): OptionFault[] {
  if (isEncryptedText(item)) return [];
  const refusal = checkValue(names, "string", item);
  return refusal === undefined ? [] : [{ path, at: "value", refusal }];
}

function checkList(
  group: string,
  value: unknown,
  path: readonly PropertyKey[],
  names: readonly string[],
): OptionFault[] {
  if (!Array.isArray(value)) {
    const found = describeValue(value);
    const fix = `Write a list: \`${names.at(-1)}: [{ … }]\`.`;
    return [{ path, at: "value", refusal: { code: "wrong-type", message: "expected a list", found, fix } }];
  }
  const inEntries = value.flatMap((entry: unknown, index) =>
    checkGroup(entry, group, [...path, index], names),
  );
  return groupOf(group).has("name") ? [...inEntries, ...checkEntryNames(value, path, names)] : inEntries;
}

/** A value that Pulumi keeps encrypted, as it stands in a stack file. */
export function isEncryptedText(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "secure";
}

function unknownOption(key: string, names: readonly string[], fields: OptionGroup): Refusal {
  const place = names.length === 0 ? "Centrifugo v6 has no option" : `\`${names.join(".")}\` has no option`;
  const renamed = renamedTo(key, names);
  if (renamed !== undefined) return { ...renamed, message: `${place} ${quote(key)}: ${renamed.message}` };
  const message = `${place} ${quote(key)}`;
  const near = nearMatch(key, [...fields.keys()]);
  if (near !== undefined) return { code: "unknown-key", message, fix: `Did you mean \`${near}\`?` };
  const known = [...fields.keys()];
  const list = known.slice(0, 12).map((name) => `\`${name}\``);
  const more = known.length > list.length ? ` and ${known.length - list.length} more (docs/config.md)` : "";
  return { code: "unknown-key", message, fix: `Remove it; these are known here: ${list.join(", ")}${more}.` };
}
