import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import { channelsLabel } from "../model/labels.ts";
import { clear, type Value } from "../model/value.ts";
import { effectiveFor } from "./centrifugo-services.ts";

/** A channel that the application says it uses. */
export interface DeclaredChannel {
  /** As it is written: `$org:<organisation>`. */
  readonly channel: string;
  /** Undefined: it has none. */
  readonly namespace: string | undefined;
}

/** The label that names the application's channels; undefined: there is none. */
export function channelsOf({ service }: CentrifugoSettings): Value<string> | undefined {
  return service.labels.get(channelsLabel) ?? service.containerLabels.get(channelsLabel);
}

/** Channels in the text of that label, separated by commas or spaces. */
export function readChannels(settings: CentrifugoSettings, text: string): readonly DeclaredChannel[] {
  const boundary = clear(effectiveFor(settings, "CHANNEL_NAMESPACE_BOUNDARY")?.value) ?? ":";
  const prefix = clear(effectiveFor(settings, "CHANNEL_PRIVATE_PREFIX")?.value) ?? "$";
  return text
    .split(/[\s,]+/)
    .filter((channel) => channel !== "")
    .map((channel) => ({ channel, namespace: namespaceOf(channel, boundary, prefix) }));
}

/** What stands before the first boundary, without the prefix of private channels. */
function namespaceOf(channel: string, boundary: string, prefix: string): string | undefined {
  const open = channel.startsWith(prefix) ? channel.slice(prefix.length) : channel;
  const at = open.indexOf(boundary);
  return at === -1 ? undefined : open.slice(0, at);
}
