import { readChannelEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { examine, observe } from "../../entry-checks.ts";
import { mapChecks } from "../../map-checks.ts";
import { pageSizeChecks } from "../../page-size-checks.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds options of map subscriptions that exclude each other. */
export const requireConsistentMapOptions: Rule = {
  id: "require-consistent-map-options",
  title: "The options of a map fit its mode",
  severity: "error",
  systems: ["centrifugo"],
  symptom: "Centrifugo stops at its start with `error validating config`, and its task restarts in a loop.",
  fix: "Choose `map.mode` and set what it needs: `key_ttl` for ephemeral and recoverable, none for persistent, and no stream for ephemeral.",
  source: "Centrifugo internal/config/validate.go, validateChannelOptions",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { entries, complete } = readChannelEntries(settings);
  return observe(settings, "the options of every map fit its mode", [
    examine(entries, [...mapChecks, ...pageSizeChecks]),
    { problems: [], isSure: complete },
  ]);
}
