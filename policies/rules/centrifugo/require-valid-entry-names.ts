import { readEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import type { OptionGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { observe, type Problem } from "../../entry-checks.ts";
import { findBrokenLists } from "../../list-texts.ts";
import { standardName } from "../../proxies.ts";
import type { Observation, Rule } from "../../rule.ts";
import { showName } from "../../show-name.ts";

/** Finds entries of lists whose names Centrifugo refuses. */
export const requireValidEntryNames: Rule = {
  id: "require-valid-entry-names",
  title: "Namespaces, proxies and consumers have names of their own",
  severity: "error",
  systems: ["centrifugo"],
  symptom: "Centrifugo stops at its start with `invalid namespace name`, `must be unique` or `is reserved`.",
  fix: "Give each entry a name that no other entry of its list has, of at least two letters, digits or `_` (and, except for consumers, `-` or `.`).",
  source: "Centrifugo internal/config/validate.go: namePattern, proxyNamePattern, consumerNamePattern",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

interface List {
  readonly variable: string;
  readonly what: string;
  readonly pattern: RegExp;
  readonly reserved?: string;
}

const anyName = /^[-a-zA-Z0-9_.]{2,}$/;
const lists: readonly List[] = [
  { variable: "CHANNEL_NAMESPACES", what: "namespace", pattern: anyName },
  { variable: "RPC_NAMESPACES", what: "RPC namespace", pattern: anyName },
  { variable: "PROXIES", what: "proxy", pattern: anyName, reserved: standardName },
  { variable: "CONSUMERS", what: "consumer", pattern: /^[a-zA-Z0-9_]{2,}$/ },
];

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  // A list that is broken as a whole has no names; require-readable-list tells of it.
  const broken = new Set(findBrokenLists(settings).map(({ setting }) => setting.name));
  const readable = lists.filter(({ variable }) => !broken.has(variable));
  const verdicts = readable.map((list) => {
    const { entries, complete } = readEntries(settings, list.variable);
    const taken = new Set<string>();
    const problems = entries.flatMap((entry) => {
      const found = checkEntry(list, entry, taken);
      taken.add(entry.name);
      return found;
    });
    return { problems, isSure: complete };
  });
  return observe(settings, "every name in a list is valid", verdicts);
}

function checkEntry(
  { what, pattern, reserved, variable }: List,
  { name, origin }: OptionGroup,
  taken: ReadonlySet<string>,
): readonly Problem[] {
  const shown = showName(name, "this name");
  if (name === "") {
    const fix = `Give it a \`name\`; in CENTRIFUGO_${variable} names are separated by exactly one space.`;
    return [{ origin, message: `a ${what} has no name`, fix }];
  }
  if (!pattern.test(name)) {
    const hint = name.trim() === name ? "" : ", it begins or ends with a blank or a line break";
    return [{ origin, message: `${shown} cannot be the name of a ${what}${hint}` }];
  }
  if (taken.has(name)) return [{ origin, message: `a ${what} before it is called ${shown} too` }];
  if (name !== reserved) return [];
  const fix = `Rename it; the proxies called \`${reserved}\` stand under \`channel.proxy\`, \`rpc.proxy\` and \`client.proxy\`.`;
  return [{ origin, message: `${shown} is reserved and cannot be the name of a ${what}`, fix }];
}
