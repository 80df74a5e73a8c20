import { quote } from "../field.ts";
import { nameOf } from "./flatten.ts";
import type { OptionFault } from "./option-fault.ts";
import { variableName } from "./option-path.ts";

/** From Centrifugo's internal/config/validate.go; the names of variables are made of these, so consumers get fewer. */
const shapes: Readonly<Record<string, RegExp>> = { consumers: /^[a-zA-Z0-9_]{2,}$/ };
const usualShape = /^[-a-zA-Z0-9_.]{2,}$/;

/** Lists whose entries have secrets, which are handed over in variables that are made of the names. */
const holdSecrets: ReadonlySet<string> = new Set(["proxies", "consumers"]);

/** Every entry needs a name, and a name of its own: it is how variables, channels and other options refer to it. */
export function checkEntryNames(
  entries: readonly unknown[],
  path: readonly PropertyKey[],
  names: readonly string[],
): OptionFault[] {
  const seen = new Set<string>();
  const variables = new Set<string>();
  return entries.flatMap((entry, index): OptionFault[] => {
    if (typeof entry !== "object" || entry === null) return [];
    const name = nameOf(entry);
    const fault = (code: string, message: string, fix: string): OptionFault[] => [
      { path: [...path, index, "name"], at: "value", refusal: { code, message, fix } },
    ];
    if (name === undefined) return fault("missing", "it has no name", "Add `name: …`, a text of its own.");
    if (!(shapes[names.join(".")] ?? usualShape).test(name)) {
      const message = `${quote(name)} cannot be a name here`;
      return fault(
        "invalid-name",
        message,
        "Use two or more letters, digits and `_` (and `-` or `.` outside of consumers).",
      );
    }
    if (seen.has(name))
      return fault(
        "duplicate-name",
        `${quote(name)} is the name of another entry, too`,
        "Rename one of the two.",
      );
    seen.add(name);
    const variable = variableName([{ entry: name }]);
    if (holdSecrets.has(names.join(".")) && variables.has(variable)) {
      const message = `${quote(name)} and another entry would have their secrets in the same variables`;
      return fault("duplicate-name", message, "Let the two differ in more than case, `-`, `.` and `_`.");
    }
    variables.add(variable);
    return [];
  });
}
