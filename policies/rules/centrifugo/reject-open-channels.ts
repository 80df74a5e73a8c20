import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds rights for all channels that belong to no namespace. */
export const rejectOpenChannels: Rule = {
  id: "reject-open-channels",
  title: "Channels without a namespace are closed",
  severity: "error",
  systems: ["centrifugo"],
  versions: "Centrifugo v6",
  symptom:
    "Every channel whose name has no namespace is open to every user, also those that somebody will invent tomorrow.",
  fix: "Leave `channel.without_namespace` empty, and give each kind of channel a namespace with the rights that it needs.",
  source: "Centrifugo documentation, channels: without_namespace",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

const rights = ["allow_subscribe_for_client", "allow_subscribe_for_anonymous", "allow_publish_for_client"];

const checkRights: Check = (options) => {
  const given = rights.filter((right) => options.isOn(right));
  const [first] = given;
  if (first === undefined) return undefined;
  return {
    origin: options.origin(first),
    message: `${given.join(" and ")} ${given.length === 1 ? "is" : "are"} on for every channel without a namespace`,
  };
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const group = readGroup(settings, "channel.without_namespace");
  return observe(settings, "channels are open", [{ ...examine([group], [checkRights]), isSure: true }]);
}
