import type { Schema } from "../json-schema/schema.ts";
import { anchor, code, outsideCode, table } from "./markdown.ts";
import { type Groups, groupBelow, leafOf, sharedGroups } from "./option-groups.ts";

const head = ["Option", "Type", "Default", "Example"];

const typeNames: Readonly<Record<string, string>> = {
  boolean: "true or false",
  integer: "whole number",
  uint32: "whole number from 0 to 4294967295",
  text: "text",
  duration: "duration (h, m, s or ms)",
  pem: "PEM, its base64, or the path of a file",
  texts: "list of texts",
  addresses: "list of addresses, or a single one",
  "text-map": "texts by name",
  secret: "text, encrypted",
};

const examples: Readonly<Record<string, string>> = {
  boolean: "`true`",
  integer: "`100`",
  uint32: "`100`",
  text: "`some-text`",
  duration: "`30s`",
  pem: "`|`, and the PEM below it",
  texts: "`[one, two]`",
  addresses: "`[redis://redis:6379]`",
  "text-map": "`{ name: value }`",
  secret: "`{ secure: … }`, as Pulumi writes it",
};

/** Sections about all options of Centrifugo: one for each key of its file, then the groups that stand in many places. */
export function optionSections(groups: Groups, root: string): string {
  const shared = sharedGroups(groups, root);
  const options = Object.entries(groups[root]?.properties ?? {});
  const single = options.filter(([, option]) => groupBelow(option, groups) === undefined);
  const sections = options.filter(([, option]) => groupBelow(option, groups) !== undefined);
  return [
    ...sections.map(([key, option]) => section(key, "", rowsOf(key, option).slice(1))),
    section(
      "Options beside the sections",
      "",
      single.flatMap(([key, option]) => rowsOf(key, option)),
    ),
    ...[...shared].map(([name, places]) => {
      const text = `Stands at ${places
        .slice(0, 4)
        .map((place) => `\`${place}\``)
        .join(", ")}${more(places.length - 4)}.`;
      return section(heading(name), text, rowsBelow(name, ""));
    }),
  ].join("\n\n");

  function rowsOf(name: string, option: Schema): string[][] {
    const group = groupBelow(option, groups);
    const isList = option.type === "array";
    const row = [`\`${name}\``, typeOf(option, group), code(option.default), exampleOf(option, group)];
    if (group === undefined || shared.has(group)) return [row];
    return [row, ...rowsBelow(group, `${name}${isList ? "[]" : ""}.`)];
  }

  function rowsBelow(group: string, prefix: string): string[][] {
    const { properties = {} } = groups[group] ?? {};
    return Object.entries(properties).flatMap(([key, option]) => rowsOf(`${prefix}${key}`, option));
  }

  function typeOf(option: Schema, group: string | undefined): string {
    const many = option.type === "array" ? "list of " : "";
    if (group !== undefined)
      return `${many}${shared.has(group) ? `[${group}](${anchor(heading(group))})` : "options"}`;
    const words = option.anyOf?.[0]?.enum ?? option.items?.anyOf?.[0]?.enum;
    if (words !== undefined)
      return `${many}${words
        .filter((word) => word !== "")
        .map(code)
        .join(", ")}`;
    return typeNames[leafOf(option) ?? ""] ?? "";
  }
}

/** A value as it is written, its default where that says something. */
function exampleOf(option: Schema, group: string | undefined): string {
  if (group !== undefined) return "";
  const word = (option.anyOf?.[0]?.enum ?? option.items?.anyOf?.[0]?.enum)?.find((one) => one !== "");
  if (word !== undefined) return code(option.type === "array" ? `[${word}]` : word);
  const standard = option.default;
  const says = standard !== undefined && standard !== 0 && standard !== false && standard !== "0s";
  return says && !Array.isArray(standard) ? code(standard) : (examples[leafOf(option) ?? ""] ?? "");
}

function section(title: string, text: string, rows: readonly (readonly string[])[]): string {
  return [`### ${title}`, outsideCode(text), table(head, rows)].filter((part) => part !== "").join("\n\n");
}

function heading(group: string): string {
  return `Group ${group}`;
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more ${count === 1 ? "place" : "places"}` : "";
}
