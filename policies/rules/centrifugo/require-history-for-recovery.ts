import { readChannelEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { OptionReader } from "../../option-reader.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds recovery, positioning and deltas in channels that keep no history. */
export const requireHistoryForRecovery: Rule = {
  id: "require-history-for-recovery",
  title: "What works on the history has one",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start, or it starts and clients miss every message that was published while they were away, without an error.",
  fix: "Set `history_size` and `history_ttl`, for example `history_size: 100` and `history_ttl: 1h`, or delete the option.",
  source:
    "Centrifugo internal/config/validate.go, validateChannelOptions; centrifuge v0.40.1 broker_memory.go and broker_redis.go, publish",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { entries, complete } = readChannelEntries(settings);
  const idle = Object.entries(withoutEffect).map(([option, why]) => checkEffect(option, why));
  return observe(settings, "recovery has the history that it needs", [
    examine(entries, [checkForced, checkCache, ...idle]),
    { problems: [], isSure: complete },
  ]);
}

/** A history of which one half is missing is the matter of another rule. */
function hasHistory(options: OptionReader): boolean {
  return options.integer("history_size") !== 0 || options.duration("history_ttl") !== 0;
}

const checkForced: Check = (options) => {
  if (!options.isOn("force_recovery") || hasHistory(options)) return undefined;
  return {
    origin: options.origin("force_recovery"),
    message: "force_recovery is on, but there is no history to recover from, and Centrifugo does not start",
  };
};

const checkCache: Check = (options) => {
  if (!options.isOn("auto_cache_recover")) return undefined;
  const isForced = options.isOn("force_recovery");
  if (isForced && options.text("force_recovery_mode") === "cache") return undefined;
  const clash = isForced ? options.show("force_recovery_mode") : "force_recovery is off";
  return {
    origin: options.origin("auto_cache_recover"),
    message: `auto_cache_recover is on, but ${clash}, and Centrifugo does not start`,
    fix: "Set `force_recovery: true` and `force_recovery_mode: cache`, or delete `auto_cache_recover`.",
  };
};

/** Centrifugo starts with these, and they do nothing. */
const withoutEffect = {
  allow_recovery: "nothing is ever recovered",
  force_positioning: "a lost message is never noticed",
  allow_positioning: "a lost message is never noticed",
  delta_publish: "there is no earlier message to compare with, and every message is sent whole",
};

/** Map and shared poll subscriptions have a state of their own instead of a history. */
function checkEffect(option: string, why: string): Check {
  return (options) => {
    if (!options.isOn(option) || !["", "stream"].includes(options.text("subscription_type")))
      return undefined;
    if (hasHistory(options)) return undefined;
    return { origin: options.origin(option), message: `${option} is on, but there is no history: ${why}` };
  };
}
