import { readChannelEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import { isOn, placeOf, readOption } from "../../options.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds histories on a broker that keeps none. */
export const requireBrokerWithHistory: Rule = {
  id: "require-broker-with-history",
  title: "The broker keeps the history that namespaces ask for",
  severity: "error",
  systems: ["centrifugo"],
  versions: "Centrifugo v6",
  symptom:
    "Clients that come back miss what was sent meanwhile, and a request for the history ends with 108 (not available).",
  fix: "Use `broker.type: redis`, or delete `history_size`, `history_ttl` and recovery from the namespaces.",
  source: "Centrifugo documentation, engines: the NATS broker delivers at most once and keeps no history",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const [enabled, type] = ["broker.enabled", "broker.type"].map((key) => readOption(settings, key));
  if (enabled === undefined || type === undefined || !isOn(enabled) || type.text !== "nats") return [];
  const check: Check = (options) => {
    if (options.integer("history_size") === 0) return undefined;
    return {
      origin: options.origin("history_size"),
      message: `${options.show("history_size")}, and broker.type is nats (${placeOf(type)}), which keeps no history`,
    };
  };
  const { entries } = readChannelEntries(settings);
  return observe(settings, "the broker keeps the history", [{ ...examine(entries, [check]), isSure: true }]);
}
