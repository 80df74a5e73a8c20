import { readEntries } from "../model/centrifugo-entries.ts";
import { type CentrifugoSettings, settingName } from "../model/centrifugo-settings.ts";
import { clear } from "../model/value.ts";
import { nameFor } from "./centrifugo-services.ts";
import { readOption } from "./options.ts";

/** One option of all channel namespaces. */
export interface NamespaceOption {
  /** The texts that it is set to, of channels without a namespace too. */
  readonly texts: readonly string[];
  /** False: there may be more. */
  readonly complete: boolean;
}

/** Reads an option such as `presence` from all channel namespaces and from `channel.without_namespace`. */
export function readNamespaceOption(settings: CentrifugoSettings, option: string): NamespaceOption {
  const { entries, complete } = readEntries(settings, nameFor(settings, "CHANNEL_NAMESPACES"));
  const without = readOption(settings, `channel.without_namespace.${option}`).text;
  const values = entries.flatMap(({ options }) => options.get(settingName(option)) ?? []);
  return {
    texts: [without, ...values.map(clear)].filter((text) => text !== undefined),
    complete: complete && without !== undefined && values.every(({ state }) => state === "known"),
  };
}
