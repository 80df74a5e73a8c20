import { addHidden } from "./hidden-options.ts";
import type { DocumentedOption } from "./read-binary.ts";
import { rootGroup, type StoredField, type StoredGroup, type StoredGroups } from "./stored-groups.ts";
import { typeWord } from "./type-words.ts";

/** Groups of options from the flat list that `configdoc` prints, and the hidden ones that only variables show. */
export function buildGroups(
  options: readonly DocumentedOption[],
  variables: ReadonlyMap<string, string>,
): StoredGroups {
  const groups: Record<string, StoredGroup> = {};
  build("", rootGroup, "");
  const { [rootGroup]: root = {}, ...others } = groups;
  return addHidden({ [rootGroup]: root, ...others }, rootGroup, [...variables.keys()]);

  /** Adds the group of the options below `path` and gives its name. */
  function build(path: string, label: string, parent: string): string {
    const fields: Record<string, StoredField> = {};
    for (const option of childrenOf(path)) {
      const key = option.path.slice(path === "" ? 0 : path.length + 1);
      fields[key] = toField(option, label, key);
    }
    const group = fields;
    const name = [label, `${parent}${label}`].find((candidate) => isFree(candidate, group));
    if (name === undefined) throw new Error(`${path} needs a third form of ${label}, which has no name yet`);
    groups[name] = group;
    return name;
  }

  function isFree(name: string, group: StoredGroup): boolean {
    return groups[name] === undefined || JSON.stringify(groups[name]) === JSON.stringify(group);
  }

  function childrenOf(path: string): DocumentedOption[] {
    const start = path === "" ? "" : `${path}.`;
    return options.filter(
      (option) => option.path.startsWith(start) && !option.path.slice(start.length).includes("."),
    );
  }

  function toField(option: DocumentedOption, parent: string, key: string): StoredField {
    const { path, label, isObject } = option;
    const item = label.replace(/^\[\]/, "");
    if (isObject && item === label) return { type: "object", of: build(path, label, parent) };
    if (isObject) return { type: "list", of: build(`${path}[]`, item, parent) };
    const type = typeWord(label);
    if (type === undefined) throw new Error(`${key} has the type ${label}: give it a word in type-words.ts`);
    // Empty lists and maps are none.
    const value =
      option.default === "[]" || option.default === "{}" ? undefined : (option.default ?? zeroOf[type]);
    return value === undefined ? { type } : { type, default: value };
  }
}

/** What an option has that configdoc prints no default for; `defaultenv` is compared with it. */
const zeroOf: Readonly<Record<string, string>> = {
  bool: "false",
  int: "0",
  int32: "0",
  uint32: "0",
  duration: "0s",
};
