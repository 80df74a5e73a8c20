import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { allowPublish } from "../../client-rights.ts";
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

/** Rights by which clients get in; where a proxy decides, they count for nothing. */
const subscribeRights = ["allow_subscribe_for_client", "allow_subscribe_for_anonymous"];

const checkRights: Check = (options) => {
  const given = [
    ...subscribeRights.filter((right) => options.isOn(right) && !options.isOn("subscribe_proxy_enabled")),
    ...(allowPublish.isGiven(options) ? [allowPublish.option] : []),
  ];
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
