import { distance } from "fastest-levenshtein";
import { fieldAt } from "../../../config/tables/centrifugo.ts";
import { renamedEntryOption, renamedNamespaceOption } from "../../../config/tables/renames.ts";
import { readEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { parseImage } from "../../../model/image.ts";
import type { OptionGroup } from "../../../model/option-group.ts";
import { clear } from "../../../model/value.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { observe, type Problem, type Verdict } from "../../entry-checks.ts";
import { type EntryList, entryLists } from "../../option-fields.ts";
import type { Observation, Rule } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds options of namespaces, proxies and consumers that these do not have. */
export const rejectUnknownEntryOption: Rule = {
  id: "reject-unknown-entry-option",
  title: "Every option of a namespace, proxy or consumer is one that it has",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "The option has no effect: with v2's `publish` or a misspelt `allow_subscribe_for_client` every subscription ends with 103 (permission denied).",
  fix: "Use the options that `centrifugo configdoc` lists for such an entry.",
  source:
    "Centrifugo internal/configtypes/types.go, decodeToNamedSlice: JSON in a variable drops unknown fields without a word; internal/config/config.go, findUnknownKeys",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const isPro = /-pro$/.test(parseImage(clear(settings.service.image) ?? "").repository);
  const verdicts = entryLists.map((list): Verdict => {
    const { entries, complete } = readEntries(settings, list.variable);
    const problems = entries.flatMap((entry) => checkEntry(list, entry));
    // PRO has more options, which are not known here.
    return isPro && problems.length > 0 ? { problems: [], isSure: false } : { problems, isSure: complete };
  });
  return observe(settings, "every option of a namespace, proxy or consumer exists", verdicts);
}

function checkEntry(list: EntryList, entry: OptionGroup): readonly Problem[] {
  return [...entry.options.values()].flatMap(({ origin }): readonly Problem[] => {
    // Variables of a single option are judged by their names.
    if (!origin.label.startsWith(`${entry.key}.`)) return [];
    const written = origin.label.slice(entry.key.length + 1).split(" in ")[0] ?? "";
    if (isKnown(list, written)) return [];
    const isInVariable = origin.key === undefined || !origin.key.startsWith(entry.key);
    const silent = isInVariable ? ", and says nothing of it, since it stands in a variable" : "";
    const message = `Centrifugo v6 drops this option${silent}`;
    return [{ origin, message, fix: fixFor(list, written) }];
  });
}

/** Below a map such as `http.static_headers` every key is one of its own. */
function isKnown({ path }: EntryList, written: string): boolean {
  const keys = written.split(".");
  return keys.some((_, index) => {
    const field = fieldAt([...path, ...keys.slice(0, index + 1)]);
    return index === keys.length - 1 ? field !== undefined : field?.type === "string-map";
  });
}

function fixFor({ path, fields }: EntryList, written: string): string {
  const list = path.join(".");
  const older =
    renamedEntryOption(list, written) ??
    (list === "channel.namespaces" ? renamedNamespaceOption(written) : undefined);
  if (older !== undefined) {
    const also = older.instead === undefined ? "" : `: ${older.instead}`;
    return older.v6 === undefined
      ? `Delete it, it is a name of v${older.last}${also}.`
      : `Write \`${older.v6}\`, its name since v${older.last + 1}${also}.`;
  }
  const near = [...fields.values()]
    .map(({ key }) => key.slice(list.length + 1))
    .map((key) => ({ key, edits: distance(key, written) }))
    .reduce((best, next) => (next.edits < best.edits ? next : best));
  return near.edits <= 4
    ? `Did you mean \`${near.key}\`?`
    : `Delete ${showWord(written, "it")}, or write the option as \`centrifugo configdoc\` lists it.`;
}
