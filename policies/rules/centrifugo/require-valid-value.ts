import { allowedWords } from "../../../config/tables/allowed-words.ts";
import { fieldAt } from "../../../config/tables/centrifugo.ts";
import { isTrue } from "../../../model/boolean.ts";
import { readEntries } from "../../../model/centrifugo-entries.ts";
import {
  type CentrifugoSettings,
  effective,
  isFlatKey,
  type Setting,
  settingName,
} from "../../../model/centrifugo-settings.ts";
import { isZero, type OptionGroup } from "../../../model/option-group.ts";
import { clear } from "../../../model/value.ts";
import { effectiveFor, v6Centrifugos } from "../../centrifugo-services.ts";
import { observe, type Problem } from "../../entry-checks.ts";
import { jsonFaults } from "../../json-faults.ts";
import { type EntryList, entryLists, fieldOfEntryVariable, rootFields } from "../../option-fields.ts";
import type { Observation, Rule } from "../../rule.ts";
import { textFault } from "../../value-faults.ts";
import { judgeName } from "../../variable-names.ts";

/** Finds values that Centrifugo cannot read. */
export const requireValidValue: Rule = {
  id: "require-valid-value",
  title: "Every value is one that Centrifugo can read",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start with `error getting config` or `error validating config`, and the task is started over and over.",
  fix: "Write the value as Go reads it: `25s`, `100`, `true`, or one of the words that the option takes.",
  source:
    "Centrifugo internal/config/envconfig/envconfig.go, processField; internal/configtypes/duration.go; internal/config/validate.go",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const read = settings.settings.filter((setting) => isRead(settings, setting));
  const problems = [
    ...read.flatMap((setting) => checkSetting(settings, setting)),
    ...entryLists.flatMap((list) => checkEntries(settings, list)),
  ];
  const isSure =
    settings.complete &&
    read.every((setting) => setting.value.state !== "unknown" || !isJudged(setting)) &&
    entryLists.every(({ variable }) => readEntries(settings, variable).complete);
  return observe(settings, "every value can be read", [{ problems, isSure }]);
}

/** Most options take any text. */
function isJudged({ name }: Setting): boolean {
  const option = rootFields.get(name) ?? fieldOfEntryVariable(name);
  if (option === undefined) return false;
  const { key, field } = option;
  return allowedWords(key) !== undefined || !["string", "strings", "pem", "string-map"].includes(field.type);
}

/** What a flag or a variable hides is not read, but a file is read before them. */
function isRead({ settings, service }: CentrifugoSettings, setting: Setting): boolean {
  if (setting.source === "file") return !isFlatKey(setting, service);
  const first = settings.find(({ name, source }) => name === setting.name && source !== "file");
  return first === setting;
}

/** Options whose word counts only where another option is on. */
const onlyWhereOn: ReadonlyMap<string, string> = new Map([
  ["grpc_api.error_mode", "grpc_api.enabled"],
  ["presence_manager.type", "presence_manager.enabled"],
]);

function checkSetting(settings: CentrifugoSettings, setting: Setting): readonly Problem[] {
  const { name, source, value } = setting;
  const text = clear(value);
  if (text === undefined) return [];
  if (source === "file" && isSection(setting)) {
    // A section that v5 had as a value is told by its name.
    if (isZero(value) || judgeName(settings, setting).kind === "ignored") return [];
    const message = `this is a section with options, and Centrifugo stops at a value in its place`;
    const fix = `Write the options below it: \`${setting.written.split(".").at(-1)}: { … }\`.`;
    return [{ origin: value.origin, message, fix }];
  }
  const option = rootFields.get(name) ?? (source === "file" ? undefined : fieldOfEntryVariable(name));
  if (option === undefined || !counts(settings, option.key)) return [];
  const fault = textFault(option, text, source === "file" ? "file" : "variable");
  return fault === undefined ? [] : [{ origin: value.origin, ...fault }];
}

function isSection({ written }: Setting): boolean {
  return fieldAt(written.toLowerCase().split("."))?.type === "object";
}

function counts(settings: CentrifugoSettings, key: string): boolean {
  const isOn = (switchKey: string): boolean => isTrue(effectiveFor(settings, settingName(switchKey))?.value);
  // Nothing asks for the engine where both of its parts are given.
  if (key === "engine.type") return !(isOn("broker.enabled") && isOn("presence_manager.enabled"));
  const by = onlyWhereOn.get(key);
  return by === undefined || isOn(by);
}

function checkEntries(settings: CentrifugoSettings, list: EntryList): readonly Problem[] {
  const { entries } = readEntries(settings, list.variable);
  const winner = effective(settings, list.variable);
  const text = clear(winner?.value);
  const json = winner === undefined || winner.source === "file" ? undefined : parseList(text ?? "");
  if (json !== undefined) return json.flatMap((entry, index) => checkJson(entry, list, entries[index]));
  return entries.flatMap((entry) => checkEntry(entry, list));
}

/** An entry of a JSON text in a variable. */
function checkJson(
  entry: unknown,
  { group, path }: EntryList,
  read: OptionGroup | undefined,
): readonly Problem[] {
  if (typeof entry !== "object" || entry === null || read === undefined) return [];
  return jsonFaults(entry, group, path).map(({ option, message, fix }) => {
    const label = read.origin.label.replace(read.key, `${read.key}.${option}`);
    return { origin: { ...read.origin, label }, message, fix };
  });
}

/** An entry of a file. */
function checkEntry(entry: OptionGroup, { fields }: EntryList): readonly Problem[] {
  return [...entry.options].flatMap(([name, value]): readonly Problem[] => {
    const option = fields.get(name);
    const text = clear(value);
    const isInFile = value.origin.label.startsWith(`${entry.key}.`);
    if (option === undefined || text === undefined || !isInFile) return [];
    const fault = textFault(option, text, "file");
    return fault === undefined ? [] : [{ origin: value.origin, ...fault }];
  });
}

function parseList(text: string): readonly unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return text.startsWith("[") && text.endsWith("]") && Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}
