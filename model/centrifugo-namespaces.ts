import { readEntries } from "./centrifugo-entries.ts";
import type { CentrifugoSettings } from "./centrifugo-settings.ts";

/** The channel namespaces, proxies or consumers that one list names. */
export interface Namespaces {
  readonly names: ReadonlySet<string>;
  /** False: there may be more. */
  readonly complete: boolean;
}

/** Names of the channel namespaces; `list` is the setting that holds them (v5: `NAMESPACES`). */
export function readNamespaces(settings: CentrifugoSettings, list = "CHANNEL_NAMESPACES"): Namespaces {
  const { entries, complete } = readEntries(settings, list);
  const names = entries.map(({ name }) => name.trim()).filter((name) => name !== "");
  return { names: new Set(names), complete };
}
