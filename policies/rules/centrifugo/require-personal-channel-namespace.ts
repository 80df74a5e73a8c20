import { readChannelEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import { readOptions } from "../../option-reader.ts";
import type { Observation, Rule } from "../../rule.ts";
import { showName } from "../../show-name.ts";

/** Finds personal channels in a namespace that is not there, or that cannot keep to one connection. */
export const requirePersonalChannelNamespace: Rule = {
  id: "require-personal-channel-namespace",
  title: "The personal channels have their namespace",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start with `namespace for user personal channel not found` or `presence must be enabled`.",
  fix: "Define the namespace that `client.subscribe_to_user_personal_channel.personal_channel_namespace` names, with `presence: true` where `single_connection` is on.",
  source: "Centrifugo internal/config/validate.go, Validate",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

const key = "client.subscribe_to_user_personal_channel";

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { entries, complete } = readChannelEntries(settings);

  const checkNamespace: Check = (options) => {
    if (!options.isOn("enabled")) return undefined;
    const wanted = options.text("personal_channel_namespace");
    if (wanted === "" || entries.some(({ name }) => name === wanted)) return undefined;
    if (!complete) options.doubt();
    return {
      origin: options.origin("personal_channel_namespace"),
      message: `the personal channels are in namespace ${showName(wanted, "of this name")}, which is not defined`,
    };
  };

  const checkPresence: Check = (options) => {
    if (!options.isOn("single_connection")) return undefined;
    const wanted = options.text("personal_channel_namespace");
    // Centrifugo asks for it also while personal channels are off.
    const names = options.isOn("enabled") || wanted === "" ? [wanted] : ["", wanted];
    const readers = entries.filter(({ name }) => names.includes(name)).map(readOptions);
    const without = readers.find((entry) => !entry.isOn("presence"));
    if (!complete || readers.some((entry) => !entry.isSure())) options.doubt();
    if (without === undefined) return undefined;
    return {
      origin: options.origin("single_connection"),
      message: `single_connection is on, but presence of ${without.group.key} is off, so that nobody knows of a user's other connections`,
      fix: `Set \`presence: true\` in ${without.group.key}, or delete \`single_connection\`.`,
    };
  };

  return observe(settings, "the personal channels have their namespace", [
    examine([readGroup(settings, key)], [checkNamespace, checkPresence]),
  ]);
}
