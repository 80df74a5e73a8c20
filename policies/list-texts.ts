import { v6Lists, v6Options } from "../config/tables/variables.ts";
import {
  type CentrifugoSettings,
  effective,
  type Setting,
  settingName,
} from "../model/centrifugo-settings.ts";
import { once } from "../model/once.ts";
import { parseJson } from "../model/parse-json.ts";
import { clear } from "../model/value.ts";

/** Lists of entries, by their variable: with names (`CHANNEL_NAMESPACES`) or without. */
const lists = new Set([...v6Options].filter(([, { type }]) => type === "list").map(([name]) => name));

/** A list whose text Centrifugo stops at. */
export interface BrokenList {
  readonly setting: Setting;
  /** What follows the place and a colon. */
  readonly message: string;
  readonly fix: string;
}

/** Lists of entries that are no lists as they stand. */
export function findBrokenLists(settings: CentrifugoSettings): readonly BrokenList[] {
  return [...lists].flatMap((list) => {
    const inFile = settings.settings.find(({ name, source }) => name === list && source === "file");
    const winner = effective(settings, list);
    const variable = winner?.source === "file" ? undefined : winner;
    return [
      ...(inFile === undefined ? mapInFile(settings, list) : faultInFile(inFile)),
      ...(variable === undefined ? [] : faultInVariable(variable, v6Lists.has(list))),
    ];
  });
}

/** `namespaces: { org: … }`, as v6 has it nowhere; a single entry as a map is read as a list of one. */
function mapInFile(settings: CentrifugoSettings, list: string): readonly BrokenList[] {
  const below = keysBelowLists(settings).get(list) ?? [];
  const [setting] = below;
  if (setting === undefined || below.some(({ written }) => written.split(".").at(-1) === "name")) return [];
  const message = "this is a map, and a list of entries belongs here, each with its `name`";
  return [{ setting, message, fix: listFix }];
}

/** Keys in the configuration file that lie below a list, by the list. */
const keysBelowLists = once(({ settings }: CentrifugoSettings) =>
  Map.groupBy(
    settings.filter(({ source }) => source === "file"),
    ({ written }) => listOf(written),
  ),
);

/** The list that a key such as `channel.namespaces.org.presence` lies below. */
function listOf(key: string): string | undefined {
  const keys = key.split(".");
  return keys.map((_, index) => settingName(keys.slice(0, index).join("."))).find((name) => lists.has(name));
}

const listFix = "Write a list of entries, each with its `name` and its options.";

function faultInFile(setting: Setting): readonly BrokenList[] {
  const text = clear(setting.value);
  if (text === undefined || text === "" || text === "null") return [];
  const list = parseJson(text);
  if (Array.isArray(list) && list.every((entry) => typeof entry === "object")) return [];
  const message = Array.isArray(list)
    ? "the entries have to be maps of options, such as `- name: org`"
    : "this is a text, and a list belongs here";
  return [{ setting, message, fix: listFix }];
}

function faultInVariable(setting: Setting, hasNames: boolean): readonly BrokenList[] {
  const text = clear(setting.value);
  // Without brackets a variable holds the names of the entries, which are judged as names.
  if (text === undefined || (hasNames && !/^["'\s]*[[{]/.test(text))) return [];
  const fix =
    'Write the list on one line, as `[{"name":"org"}]`: in YAML in single quotation marks, or behind `>-`.';
  const fault = (message: string): readonly BrokenList[] => [{ setting, message, fix }];
  const trimmed = text.trim();
  if (/^["']/.test(trimmed)) {
    return fault(
      "the list stands in quotation marks that are part of the text, so Centrifugo takes it for a name",
    );
  }
  if (isList(text) && (trimmed === text || !hasNames)) return [];
  if (isList(trimmed)) {
    const where = text.endsWith("\n") ? "ends with a line break" : "begins or ends with a blank";
    return fault(
      `the list ${where}, so Centrifugo does not take it for JSON and splits it at its blanks into names`,
    );
  }
  if (trimmed.startsWith("{"))
    return fault("this is one object in JSON, and a list in brackets belongs here");
  const list = parseJson(trimmed);
  return Array.isArray(list)
    ? fault("the entries of the list have to be objects with a `name`")
    : fault("this list is broken JSON");
}

function isList(text: string): boolean {
  const list = parseJson(text);
  return Array.isArray(list) && list.every((entry) => typeof entry === "object" && !Array.isArray(entry));
}
