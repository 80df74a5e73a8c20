import { readChannelEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
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
  fix: "Let the backend publish over the HTTP API, or check messages with a publish proxy; `allow_publish_for_subscriber` keeps it to channels that the client is in.",
  source: "Centrifugo documentation, channel permissions: allow_publish_for_client",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

const checkEntry: Check = (options) => {
  if (!options.isOn("allow_publish_for_client") || options.isOn("publish_proxy_enabled")) return undefined;
  return {
    origin: options.origin("allow_publish_for_client"),
    message: "allow_publish_for_client is on, and nothing checks what clients publish",
  };
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { entries } = readChannelEntries(settings);
  return observe(settings, "clients publish", [{ ...examine(entries, [checkEntry]), isSure: true }]);
}
