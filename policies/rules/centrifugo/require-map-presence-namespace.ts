import { type Entries, readChannelEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import { type OptionReader, readOptions } from "../../option-reader.ts";
import type { Observation, Rule } from "../../rule.ts";
import { showName } from "../../show-name.ts";

/** Finds prefixes of presence channels that lead nowhere. */
export const requireMapPresenceNamespace: Rule = {
  id: "require-map-presence-namespace",
  title: "A presence prefix leads to a namespace of its type",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start with `namespace … does not exist` or `must have subscription_type`.",
  fix: "Write the prefix as the namespace and the boundary, for example `clients:`, and define that namespace with `subscription_type: map_clients` (or `map_users`) and a `map.mode`.",
  source: "Centrifugo internal/config/validate.go, validatePresenceChannelPrefix and Validate",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

/** Types that the two prefixes have to lead to. */
const wantedTypes = {
  map_clients_presence_channel_prefix: "map_clients",
  map_users_presence_channel_prefix: "map_users",
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const channels = readChannelEntries(settings);
  const checks = Object.entries(wantedTypes).map(([option, wanted]): Check => {
    return (options) => {
      const channel = readOptions(readGroup(settings, "channel"));
      const message = checkPrefix(options, options.text(option), wanted, channels, channel);
      return message === undefined ? undefined : { origin: options.origin(option), message };
    };
  });
  return observe(settings, "every presence prefix leads to a namespace of its type", [
    examine(channels.entries, checks),
    { problems: [], isSure: channels.complete },
  ]);
}

/** What stands before the first boundary is the namespace, as in a channel. */
function checkPrefix(
  options: OptionReader,
  prefix: string,
  wanted: string,
  { entries, complete }: Entries,
  channel: OptionReader,
): string | undefined {
  if (prefix === "") return undefined;
  const at = prefix.indexOf(channel.text("namespace_boundary"));
  if (!channel.isSure()) options.doubt();
  const shown = showName(prefix, "this prefix");
  // Only channels without a namespace may have their presence in channels without one.
  if (at === -1 && options.group.name !== "")
    return `${shown} names no namespace, because no boundary such as \`:\` is in it`;
  const name = at === -1 ? "" : prefix.slice(0, at);
  const target = entries.find((entry) => entry.name === name);
  if (target === undefined) {
    if (!complete) options.doubt();
    return `${shown} leads to a namespace ${showName(name, "of this name")}, which is not defined`;
  }
  const found = readOptions(target);
  const isWanted = found.text("subscription_type") === wanted;
  if (!found.isSure()) options.doubt();
  if (isWanted) return undefined;
  return `${shown} leads to ${target.key}, whose ${found.show("subscription_type")}, and it has to be ${wanted}`;
}
