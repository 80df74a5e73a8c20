import { fieldAt } from "../config/tables/centrifugo.ts";
import { type CentrifugoSettings, effective, type Setting, settingName } from "./centrifugo-settings.ts";
import { placesOf } from "./mounted-file.ts";
import { isZero, type OptionGroup, optionsBelow, readGroup } from "./option-group.ts";
import { parseJson } from "./parse-json.ts";
import { isPlainName } from "./plain-name.ts";
import { byName } from "./secret.ts";
import { flatten } from "./settings-file.ts";
import { clear, known, type Origin, type Value } from "./value.ts";

/** Entries of one list: channel namespaces, RPC namespaces, proxies or consumers. */
export interface Entries {
  readonly entries: readonly OptionGroup[];
  /** False: there may be more. */
  readonly complete: boolean;
}

/** The list by the name of its variable, such as `CHANNEL_NAMESPACES`; v5's is `NAMESPACES`. */
export function readEntries(settings: CentrifugoSettings, list: string): Entries {
  const inFile = settings.settings.find(({ name, source }) => name === list && source === "file");
  const winner = effective(settings, list);
  const variable = winner?.source === "file" ? undefined : winner;
  const fromFile = inFile === undefined ? [] : entriesInJson(inFile);
  const fromVariable = variable === undefined ? [] : entriesInVariable(variable);
  const merged = merge(fromFile ?? [], fromVariable ?? [], isArray(clear(variable?.value)));
  const taken = new Set<string>();
  return {
    entries: merged.map((raw, index) => entryOf(settings, list, raw, labelOf(raw, index, taken))),
    complete: settings.complete && fromFile !== undefined && fromVariable !== undefined,
  };
}

/** `channel.without_namespace`, which has the same options as a namespace, and the namespaces. */
export function readChannelEntries(settings: CentrifugoSettings): Entries {
  const { entries, complete } = readEntries(settings, "CHANNEL_NAMESPACES");
  return { entries: [readGroup(settings, "channel.without_namespace"), ...entries], complete };
}

/** `rpc.without_namespace` and the RPC namespaces. */
export function readRpcEntries(settings: CentrifugoSettings): Entries {
  const { entries, complete } = readEntries(settings, "RPC_NAMESPACES");
  return { entries: [readGroup(settings, "rpc.without_namespace"), ...entries], complete };
}

/** An entry before its variables are read: texts by dotted key, each with the setting that it stands in. */
type RawEntry = ReadonlyMap<string, { readonly text: string; readonly from: Setting }>;

/** Names of a variable are added to the file's entries; those of an array are written over them, one by one. */
function merge(
  fromFile: readonly RawEntry[],
  fromVariable: readonly RawEntry[],
  isOver: boolean,
): readonly RawEntry[] {
  if (!isOver) return [...fromFile, ...fromVariable];
  // Go reuses the slice that it decodes into, so an option that the array does not name stays the file's.
  return fromVariable.map((raw, index) => new Map([...(fromFile[index] ?? []), ...raw]));
}

/** What stands in the brackets of an entry's key: its name, or its index where that is none or is taken. */
function labelOf(raw: RawEntry, index: number, taken: Set<string>): string {
  const name = nameOf(raw);
  if (!isPlainName(name) || taken.has(name)) return String(index);
  taken.add(name);
  return name;
}

function entryOf(settings: CentrifugoSettings, list: string, raw: RawEntry, label: string): OptionGroup {
  const name = nameOf(raw);
  const from = raw.get("name")?.from ?? [...raw.values()][0]?.from;
  const listKey = keys.get(list) ?? list.toLowerCase();
  const key = `${listKey}[${label}]`;
  const options = [...raw].map(
    ([option, { text, from }]) =>
      [
        settingName(option),
        optionValue(listKey, option, text, placeIn(settings, from, `${key}.${option}`)),
      ] as const,
  );
  return {
    name,
    key,
    path: listKey.split("."),
    origin: from === undefined ? settings.service.origin : placeIn(settings, from, key),
    options: new Map([
      ...options.filter(([, value]) => !isZero(value)),
      ...optionsBelow(settings, `${list}_${settingName(name)}_`, false),
    ]),
    complete: settings.complete,
  };
}

const keys: ReadonlyMap<string, string> = new Map([
  ["CHANNEL_NAMESPACES", "channel.namespaces"],
  ["RPC_NAMESPACES", "rpc.namespaces"],
]);

/** Only texts can be secrets. */
function optionValue(listKey: string, option: string, text: string, origin: Origin): Value<string> {
  const field = fieldAt([...listKey.split("."), ...option.split(".")]);
  return field === undefined || field.type === "string" || field.type === "pem"
    ? byName(option, text, origin)
    : known(text, origin);
}

/** A place inside a list: the key takes the place of the list's in what is said of a file. */
function placeIn(
  { service }: CentrifugoSettings,
  { written, source, value: { origin } }: Setting,
  key: string,
): Origin {
  const start = `${written} in `;
  const rest = origin.label.startsWith(start) ? origin.label.slice(start.length) : origin.label;
  if (source !== "file") return { ...origin, label: `${key} in ${rest}` };
  const file = service.files.find((one) => origin.file !== undefined && one.origin.file === origin.file);
  const place = file === undefined ? undefined : placesOf(file).get(key);
  return { ...origin, label: `${key} in ${rest}`, key, ...place };
}

/** A JSON array, or names separated by spaces; undefined: not known, or no JSON. */
function entriesInVariable(from: Setting): RawEntry[] | undefined {
  const text = clear(from.value);
  if (text === undefined || isArray(text)) return entriesInJson(from);
  return text.split(" ").map((name) => new Map([["name", { text: name, from }]]));
}

function isArray(text: string | undefined): boolean {
  return text?.startsWith("[") === true && text.endsWith("]");
}

/** Undefined: not known, or no list. */
function entriesInJson(from: Setting): RawEntry[] | undefined {
  const text = clear(from.value);
  if (text === undefined) return undefined;
  // Go reads no more than JSON in a variable; what a file holds has become JSON before.
  const document = parseJson(text === "" ? "null" : text);
  if (document === null) return [];
  if (!Array.isArray(document)) return undefined;
  return document.map((entry: unknown) => {
    const options = [...(flatten(entry) ?? [])];
    return new Map(options.map(([option, text]) => [option.toLowerCase(), { text, from }]));
  });
}

function nameOf(raw: RawEntry): string {
  return raw.get("name")?.text ?? "";
}
