import { fieldAt } from "../config/tables/centrifugo.ts";
import { parseDuration } from "../config/units/duration.ts";
import { isTrue } from "../model/boolean.ts";
import { settingName } from "../model/centrifugo-settings.ts";
import type { OptionGroup } from "../model/option-group.ts";
import { isEmpty, placeholdersIn } from "../model/secret.ts";
import { clear, type Origin, type Value } from "../model/value.ts";
import { showWord } from "./show-name.ts";

/**
 * Reads options of one group as Centrifugo takes them: what is given, else the default. What is not known
 * here reads as the default too, and then the reader is no longer sure.
 */
export interface OptionReader {
  readonly group: OptionGroup;
  readonly isOn: (option: string) => boolean;
  readonly integer: (option: string) => number;
  /** In milliseconds. */
  readonly duration: (option: string) => number;
  readonly text: (option: string) => string;
  /** Items of a list of texts. */
  readonly list: (option: string) => readonly string[];
  /** True for what is not empty; may be asked of a secret too. */
  readonly isGiven: (option: string) => boolean;
  /** Names between `{{` and `}}`; may be asked of a secret too. */
  readonly placeholders: (option: string) => readonly string[];
  /** For a message: `history_size is 10`. */
  readonly show: (option: string) => string;
  /** Where the first of these options is given, else where the group is. */
  readonly origin: (...options: readonly string[]) => Origin;
  /** Says that the answer depends on something that is not known here. */
  readonly doubt: () => void;
  /** False: something that was asked for is not known here. */
  readonly isSure: () => boolean;
}

/** Makes a reader; its options have names such as `map.key_ttl`, without the group's own key. */
export function readOptions(group: OptionGroup): OptionReader {
  let isSure = true;
  const doubt = (): void => {
    isSure = false;
  };
  const given = (option: string): Value<string> | undefined => group.options.get(settingName(option));
  const textOf = (option: string): string => {
    const value = given(option);
    const text = value === undefined ? undefined : clear(value);
    if (text !== undefined) return text;
    if (value === undefined ? !group.complete : isEmpty(value) !== true) doubt();
    return defaultOf(group, option);
  };
  /** What is no number or duration stops Centrifugo with an error of its own. */
  const number = (option: string, parse: (text: string) => number | undefined): number => {
    const found = parse(textOf(option));
    if (found === undefined) doubt();
    return found ?? 0;
  };
  return {
    group,
    isOn: (option) => isTrue(textOf(option)),
    integer: (option) => number(option, parseInteger),
    duration: (option) => number(option, readDuration),
    text: textOf,
    list: (option) => splitList(textOf(option)),
    isGiven: (option) => {
      const value = given(option);
      return value?.state === "secret" ? !value.traits.empty : !isEmptyText(textOf(option));
    },
    placeholders: (option) => {
      const value = given(option);
      return value?.state === "secret" ? value.traits.placeholders : placeholdersIn(textOf(option));
    },
    show: (option) => `${option} is ${showText(textOf(option))}`,
    origin: (...options) => options.map(given).find((value) => value !== undefined)?.origin ?? group.origin,
    doubt,
    isSure: () => isSure,
  };
}

function defaultOf({ path }: OptionGroup, option: string): string {
  const field = fieldAt([...path, ...option.split(".")]);
  if (field === undefined) throw new Error(`no option ${[...path, option].join(".")}`);
  return ("default" in field ? field.default : undefined) ?? "";
}

/** Go's notation as far as people write it; empty is zero. */
function parseInteger(text: string): number | undefined {
  const number = Number(text.replaceAll("_", ""));
  return Number.isNaN(number) ? undefined : Math.trunc(number);
}

/** A number alone, as JSON may have it, is nanoseconds. */
function readDuration(text: string): number | undefined {
  if (text === "") return 0;
  return /^-?\d+$/.test(text) ? Number(text) / 1e6 : parseDuration(text);
}

function isEmptyText(text: string): boolean {
  return text === "" || text === "[]";
}

/** JSON in a file, separated by single spaces in a variable. */
function splitList(text: string): readonly string[] {
  if (isEmptyText(text)) return [];
  if (!text.startsWith("[")) return text.split(" ");
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items.map(String) : [text];
  } catch {
    return text.split(" ");
  }
}

function showText(text: string): string {
  if (text === "") return "not set";
  return text.length === 1 ? text : showWord(text, "not shown here");
}
