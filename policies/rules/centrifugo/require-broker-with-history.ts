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
    "Clients that come back miss what was sent meanwhile, a request for the history ends with 108 (not available), and where recovery or positioning is forced no client can subscribe at all.",
  fix: "Use `broker.type: redis`, or delete `history_size`, `history_ttl`, recovery and positioning from the namespaces.",
  source:
    "Centrifugo internal/natsbroker/broker.go, History, which answers ErrorNotAvailable; centrifuge client.go, subscribeCmd, which asks for the stream's position; documentation, engines",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

/** Centrifugo asks the broker for the position of a channel at each of these subscriptions. */
const forced = ["force_recovery", "force_positioning"];

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const [enabled, type] = ["broker.enabled", "broker.type"].map((key) => readOption(settings, key));
  if (enabled === undefined || type === undefined || !isOn(enabled) || type.text !== "nats") return [];
  const broker = `broker.type is nats (${placeOf(type)}), which keeps no history`;
  const checkHistory: Check = (options) => {
    if (options.integer("history_size") === 0) return undefined;
    return {
      origin: options.origin("history_size"),
      message: `${options.show("history_size")}, and ${broker}`,
    };
  };
  const checkForced: Check = (options) => {
    // Maps and shared polls do not go through this broker.
    if (!["", "stream"].includes(options.text("subscription_type"))) return undefined;
    const option = forced.find(options.isOn);
    if (option === undefined) return undefined;
    return {
      origin: options.origin(option),
      message: `${option} is on, and ${broker}: every subscription ends with error 108 (not available)`,
      fix: `Delete \`${option}\`, or use \`broker.type: redis\`.`,
    };
  };
  const { entries } = readChannelEntries(settings);
  const verdict = { ...examine(entries, [checkHistory, checkForced]), isSure: true };
  return observe(settings, "the broker keeps the history", [verdict]);
}
