import { fieldAt } from "./centrifugo.ts";
import v5Keys from "./centrifugo-v5.json" with { type: "json" };
import { type OlderName, olderEntryNames, olderKeys, olderNamespaceNames } from "./older-names.ts";

/**
 * Keys of a v5 file, from the root, with v6's key; an empty one: v6 has none. Frozen: it was read from the map
 * `defaults` in main.go of the last v5 and from the converter in Centrifugo's guide of migration to v6, with
 * the keys put right whose section that converter leaves out (`tls_autocert…`, `…presence_ttl` and others).
 */
const v5: ReadonlyMap<string, string> = new Map(Object.entries(v5Keys));

const withoutNamespace = "channel.without_namespace.";

/** What became of a key of v2 to v5, dotted from the root of the file; undefined: no name of the past. */
export function renamedKey(key: string): OlderName | undefined {
  if (fieldAt(key.split(".")) !== undefined) return undefined;
  const v6 = v5.get(key);
  if (v6 !== undefined) return { last: 5, v6: existing(v6) };
  const group = renamedGroup(key);
  if (group !== undefined) return { last: 5, v6: group };
  const older = olderKeys.get(key) ?? olderNamespaceNames.get(key);
  if (older?.v6 === undefined || olderKeys.has(key)) return older;
  return { ...older, v6: `${withoutNamespace}${older.v6}` };
}

/** What became of an option of a namespace of v2 to v5; undefined: no name of the past. */
export function renamedNamespaceOption(key: string): OlderName | undefined {
  if (fieldAt(["channel", "namespaces", key]) !== undefined) return undefined;
  const older = olderNamespaceNames.get(key);
  if (older !== undefined) return older;
  const v6 = v5.get(key);
  if (v6?.startsWith(withoutNamespace) !== true) return undefined;
  return { last: 5, v6: existing(v6)?.slice(withoutNamespace.length) };
}

/** What became of an option of an entry of a list such as `proxies`; undefined: no name of the past. */
export function renamedEntryOption(list: string, key: string): OlderName | undefined {
  const v6 = olderEntryNames.get(list)?.get(key);
  return v6 === undefined ? undefined : { last: 5, v6 };
}

/** Where v6 has the value that v5 had at a key that is a section now, such as `engine: redis`; undefined: nowhere. */
export function formerValue(section: string): string | undefined {
  // v5 chose a broker by its name alone.
  const v6 = section === "broker" ? "broker.type" : v5.get(section);
  return v6?.startsWith(`${section}.`) === true ? v6 : undefined;
}

/** A group of options of v5, such as `nats_raw_mode`, whose switch is now in another group. */
function renamedGroup(key: string): string | undefined {
  const v6 = v5.get(`${key}.enabled`) ?? "";
  return v6.endsWith(".enabled") && existing(v6) !== undefined ? v6.slice(0, -".enabled".length) : undefined;
}

/** Undefined for keys that only Centrifugo PRO has. */
function existing(key: string): string | undefined {
  return fieldAt(key.split(".")) === undefined ? undefined : key;
}
