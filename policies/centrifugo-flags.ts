import { fieldAt, optionTable } from "../config/tables/centrifugo.ts";
import { v5Flags, v5Letters } from "../config/tables/v5-flags.ts";

/** What a version takes on its command line. */
export interface FlagTable {
  /** Long flags; true: a switch, which takes a value only behind `=`. */
  readonly flags: ReadonlyMap<string, boolean>;
  /** Letters that stand for one of them. */
  readonly letters: ReadonlyMap<string, string>;
}

const v6: FlagTable = {
  flags: new Map(
    optionTable.flags.map((name) => [name, name === "help" || fieldAt(name.split("."))?.type === "bool"]),
  ),
  // internal/config/config.go, DefineFlags; internal/app/cmd.go.
  letters: new Map([
    ["c", "config"],
    ["a", "http_server.address"],
    ["p", "http_server.port"],
    ["h", "help"],
  ]),
};
const v5: FlagTable = { flags: v5Flags, letters: v5Letters };

/** The flags of a version; v6's where it is not known. */
export function flagTable(major: number | undefined): FlagTable {
  return major === 5 ? v5 : v6;
}

/** True for a flag of the other version. */
export function isFlagOfOther(name: string, major: number | undefined): boolean {
  return (major === 5 ? v6 : v5).flags.has(name);
}

/** Words that are commands of their own, for which other flags hold. */
const commands: ReadonlySet<string> = new Set([
  "version",
  "checkconfig",
  "genconfig",
  "gentoken",
  "gensubtoken",
  "checktoken",
  "checksubtoken",
  "defaultconfig",
  "defaultenv",
  "configdoc",
  "serve",
  "help",
  "completion",
]);

/** What is wrong with the word at `index`. */
export type FlagFault = { readonly index: number } & (
  | { readonly kind: "unknown"; readonly name: string }
  /** `-config` is read letter by letter. */
  | { readonly kind: "one-dash"; readonly name: string }
  | { readonly kind: "no-value"; readonly name: string }
  /** A word that no flag takes; `after`: the switch before it. */
  | { readonly kind: "extra-word"; readonly after: string | undefined }
);

/** Reads words as the flag library of Centrifugo does (spf13/pflag); undefined words are not known. */
export function findFlagFaults(
  words: readonly (string | undefined)[],
  { flags, letters }: FlagTable,
): readonly FlagFault[] {
  const faults: FlagFault[] = [];
  let lastSwitch: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const after = lastSwitch;
    lastSwitch = undefined;
    if (word === undefined) continue;
    if (word === "--") return faults;
    if (!/^-./.test(word)) {
      if (commands.has(word)) return [];
      faults.push({ index, kind: "extra-word", after });
      continue;
    }
    const [, dashes = "", written = "", value] = /^(--?)([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const isLong = dashes === "--";
    if (!isLong && written.length > 1 && (flags.has(written) || v5Flags.has(written))) {
      faults.push({ index, kind: "one-dash", name: written });
      // What follows was meant as its value.
      if (value === undefined && flags.get(written) !== true) index++;
      continue;
    }
    const name = isLong ? written : (letters.get(written.charAt(0)) ?? written);
    const isSwitch = flags.get(name);
    if (isSwitch === undefined) {
      faults.push({ index, kind: "unknown", name: written });
      const next = words[index + 1];
      // Whether it was meant to have a value is not known.
      if (value === undefined && next !== undefined && !next.startsWith("-") && !commands.has(next)) index++;
    } else if (isSwitch) lastSwitch = name;
    else if (value === undefined && (isLong || written.length === 1)) {
      if (index + 1 >= words.length) faults.push({ index, kind: "no-value", name });
      index++;
    }
  }
  return faults;
}
