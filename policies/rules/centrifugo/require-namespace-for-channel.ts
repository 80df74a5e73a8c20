import { readNamespaces } from "../../../model/centrifugo-namespaces.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { channelsLabel } from "../../../model/labels.ts";
import { clear } from "../../../model/value.ts";
import { centrifugos, nameFor } from "../../centrifugo-services.ts";
import { channelsOf, readChannels } from "../../declared-channels.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showName, showWord } from "../../show-name.ts";

/** Compares the declared channels with the namespaces. */
export const requireNamespaceForChannel: Rule = {
  id: "require-namespace-for-channel",
  title: "Every declared channel has its namespace",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Subscribing and publishing fail with error 102 (unknown channel); the HTTP API answers 200 all the same.",
  fix: "Define the namespace (`namespaces:` in a stack file of ours, `channel.namespaces` in Centrifugo's own configuration), or correct the channel's name: what stands before the first `:` is the namespace.",
  source: "Centrifugo documentation, channels: namespaces; error codes: 102",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const declared = channelsOf(settings);
  const text = clear(declared);
  if (declared === undefined || text === undefined) {
    const why = declared === undefined ? "is not set" : "is not known yet";
    const message = `Label ${channelsLabel} ${why} on service ${service.name}, so its channels cannot be compared with its namespaces.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  const { names, complete } = readNamespaces(settings, nameFor(settings, "CHANNEL_NAMESPACES"));
  const wanted = new Map(readChannels(settings, text).map(({ channel, namespace }) => [namespace, channel]));
  return [...wanted].flatMap(([namespace, channel]) => {
    if (namespace === undefined || names.has(namespace)) return [];
    const [shown, where] = [showName(namespace, "…"), showWord(channel, "…")];
    if (!complete) {
      const message = `Whether namespace ${shown} of channel ${where} is defined in service ${service.name} is not known here.`;
      return [notCheckable(service.name, declared.origin, message)];
    }
    const defined =
      names.size === 0 ? "no namespace at all" : `only ${[...names].map(showNamespace).join(", ")}`;
    const message = `Channel ${where} (${declared.origin.label}) needs namespace ${shown}, and service ${service.name} defines ${defined}.`;
    return [violation(service.name, declared.origin, message)];
  });
}

/** A secret that was pasted into the list must not be quoted. */
function showNamespace(name: string): string {
  const otherwise = "a name not shown here";
  return /^[-\w]{2,40}$/.test(name) ? showName(name, otherwise) : otherwise;
}
