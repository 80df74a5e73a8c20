import { readChannelEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { publishRights } from "../../client-rights.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds namespaces in which every user publishes past the backend. */
export const rejectClientPublish: Rule = {
  id: "reject-client-publish",
  title: "Messages go through the backend",
  severity: "warning",
  systems: ["centrifugo"],
  versions: "Centrifugo v6",
  symptom:
    "Every user sends whatever he likes into every channel of the namespace, in anybody's name, also where he reads nothing.",
  fix: "Let the backend publish over the HTTP API, or check messages with a publish proxy (`publish_proxy_enabled`, for maps `map.publish_proxy_enabled` and `map.remove_proxy_enabled`); `allow_publish_for_subscriber` keeps it to channels that the client is in.",
  source:
    "Centrifugo internal/client/handler.go, OnPublish, OnMapPublish and OnMapRemove; documentation, channel permissions",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

const checks = publishRights.map(
  ({ option, meaning, isGiven }): Check =>
    (options) =>
      isGiven(options)
        ? { origin: options.origin(option), message: `${option} is on, and ${meaning}` }
        : undefined,
);

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { entries } = readChannelEntries(settings);
  return observe(settings, "clients publish", [{ ...examine(entries, checks), isSure: true }]);
}
