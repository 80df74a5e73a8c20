import { distance } from "fastest-levenshtein";
import { fieldAt, optionTable } from "../../../config/tables/centrifugo.ts";
import { v5NameOf, v6NameOf } from "../../../config/tables/variables.ts";
import { settingName } from "../../../model/centrifugo-settings.ts";
import { parseImage } from "../../../model/image.ts";
import type { Service, StackModel } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type FlagFault, findFlagFaults, flagTable, isFlagOfOther } from "../../centrifugo-flags.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { centrifugoWords } from "../../centrifugo-words.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds command lines that Centrifugo does not start with. */
export const rejectUnknownFlag: Rule = {
  id: "reject-unknown-flag",
  title: "Every flag is one that this version takes",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo prints `unknown flag` and how it is used, and ends with exit code 0: the task is started over and over, and the health check never passes.",
  fix: "Use the flags that `centrifugo --help` lists, or set the option in the configuration file.",
  source:
    "Centrifugo internal/config/config.go, DefineFlags, and main.go, which drops the error; main.go of v5.4.9",
  proof: "observed",
  check: (model: StackModel) => centrifugos(model).flatMap(({ service }) => checkService(service)),
};

function checkService(service: Service): readonly Observation[] {
  const words = centrifugoWords(service);
  if (words === undefined) {
    const message = `Whether service ${service.name} starts Centrifugo with flags that it takes is not known here.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  const { major } = service;
  if (major !== undefined && major !== 5 && major !== 6) {
    const message = `Whether service ${service.name} starts Centrifugo with flags that it takes is not known here: those of v${major} are not.`;
    return words.length === 0 ? [] : [notCheckable(service.name, service.image.origin, message)];
  }
  const faults = findFlagFaults(
    words.map(({ text }) => text),
    flagTable(major),
  );
  return faults
    .filter((fault) => !mayBeRight(fault, service))
    .map((fault) => {
      const origin = words[fault.index]?.origin ?? service.origin;
      const { what, fix } = explain(fault, major ?? 6);
      return violation(service.name, origin, `${origin.label}: ${what}.`, fix);
    });
}

/** Without a version a flag of v5 may be right, and PRO may have flags of its own. */
function mayBeRight(fault: FlagFault, { major, image }: Service): boolean {
  if (fault.kind !== "unknown") return false;
  const isOfOther = isFlagOfOther(fault.name, major);
  const isPro = parseImage(clear(image) ?? "").repository.endsWith("centrifugo-pro");
  return major === undefined ? isOfOther : isPro && !isOfOther;
}

function explain(fault: FlagFault, major: number): { readonly what: string; readonly fix: string } {
  if (fault.kind === "extra-word") {
    return fault.after === undefined
      ? {
          what: "Centrifugo takes a word without dashes for a command, and knows none of this name",
          fix: "Delete the word, or put the flag before it that it belongs to, such as `-c` before the path of the configuration file.",
        }
      : {
          what: `--${fault.after} takes no word behind it, which Centrifugo takes for a command`,
          fix: `Write \`--${fault.after}\` alone, or \`--${fault.after}=false\`.`,
        };
  }
  const shown = showWord(fault.name, "…");
  if (fault.kind === "one-dash") {
    const letters = `\`-${fault.name.charAt(0)}\` with what follows it`;
    return {
      what: `-${shown} with one dash is read as ${letters}`,
      fix: `Write \`--${shown}\`, with two dashes.`,
    };
  }
  if (fault.kind === "no-value")
    return { what: `--${shown} lacks its value`, fix: `Write a value behind it: \`--${shown}=…\`.` };
  if (isFlagOfOther(fault.name, major)) {
    const [has, lacks] = major === 5 ? ["v6", "v5"] : ["v5", "v6"];
    return {
      what: `--${shown} is a flag of ${has}, and ${lacks} stops at it`,
      fix: fixFor(fault.name, major),
    };
  }
  const field = fieldAt(fault.name.split("."));
  if (field !== undefined && major === 6)
    return { what: `--${shown} is an option without a flag`, fix: elsewhere(settingName(fault.name)) };
  const near = nearestFlag(fault.name, major);
  const dashes = fault.name.length === 1 ? "-" : "--";
  return {
    what: `Centrifugo v${major} has no flag ${dashes}${shown}`,
    fix: near === undefined ? rejectUnknownFlag.fix : `Did you mean \`--${near}\`?`,
  };
}

function fixFor(name: string, major: number): string {
  const other = major === 5 ? v5NameOf(settingName(name)) : v6NameOf(settingName(name));
  if (other === undefined) return "Delete it: this version has no such option.";
  const flag = [...flagTable(major).flags.keys()].find((candidate) => settingName(candidate) === other);
  return flag === undefined ? elsewhere(other) : `Write \`--${flag}\`.`;
}

function elsewhere(variable: string): string {
  return `Set CENTRIFUGO_${variable}, or the option in the configuration file.`;
}

function nearestFlag(name: string, major: number): string | undefined {
  const known = major === 6 ? optionTable.flags : [...flagTable(major).flags.keys()];
  return known.find((flag) => distance(flag, name.toLowerCase()) <= 2);
}
