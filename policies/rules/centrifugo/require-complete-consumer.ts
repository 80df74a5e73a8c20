import { readEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { consumerChecks, neededOptions } from "../../consumer-checks.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds consumers that lack what they need to connect. */
export const requireCompleteConsumer: Rule = {
  id: "require-complete-consumer",
  title: "An enabled consumer knows what to consume",
  severity: "error",
  systems: ["centrifugo"],
  symptom: "Centrifugo stops at its start with `in consumer …`, and its task restarts in a loop.",
  fix: "Set what the consumer's type needs, or set `enabled: false` until it is known.",
  source: "Centrifugo internal/configtypes/types.go, Validate of each consumer; internal/consuming/*.go",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { entries, complete } = readEntries(settings, "CONSUMERS");
  return observe(settings, "every consumer is complete", [
    examine(entries, [checkNeeded, ...consumerChecks.map(whereEnabled)]),
    { problems: [], isSure: complete },
  ]);
}

function whereEnabled(check: Check): Check {
  return (options) => (options.isOn("enabled") ? check(options) : undefined);
}

const checkNeeded: Check = (options) => {
  if (!options.isOn("enabled")) return undefined;
  const missing = neededOptions(options).filter((option) => !options.isGiven(option));
  if (missing.length === 0) return undefined;
  return {
    origin: options.group.origin,
    message: `${options.show("type")} and the consumer is enabled, but it has no ${missing.join(", no ")}`,
    fix: `Set ${missing.map((option) => `\`${option}\``).join(" and ")}, or set \`enabled: false\`.`,
  };
};
