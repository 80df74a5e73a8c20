import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { findBrokenLists } from "../../list-texts.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

/** Finds lists of namespaces, proxies and consumers that Centrifugo cannot take apart. */
export const requireReadableList: Rule = {
  id: "require-readable-list",
  title: "A list of namespaces, proxies or consumers can be read",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start with `invalid namespace name` or `failed to unmarshal JSON array`, and the task is started over and over.",
  fix: "Write the list in JSON on one line in a variable, or as a list of entries in the configuration file.",
  source: "Centrifugo internal/configtypes/types.go, decodeToNamedSlice",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { service } = settings;
  return findBrokenLists(settings).map(({ setting, message, fix }) => {
    const { origin } = setting.value;
    return violation(service.name, origin, `${origin.label}: ${message}.`, fix);
  });
}
