import { type CentrifugoSettings, isFlatKey, settingName } from "./centrifugo-settings.ts";
import { isEmpty } from "./secret.ts";
import { clear, type Origin, type Value } from "./value.ts";

/** Options of Centrifugo that belong together: an entry of a list, or an object such as `client.proxy.connect`. */
export interface OptionGroup {
  /** Name of an entry; empty: it has none. */
  readonly name: string;
  /** For people, as `Origin.key` has it: `channel.namespaces[org]`; empty: the whole configuration. */
  readonly key: string;
  /** Keys in the table of options, without names of entries: `["channel", "namespaces"]`. */
  readonly path: readonly string[];
  readonly origin: Origin;
  /** By the name of their variables: `HISTORY_TTL`, `MAP_KEY_TTL`. */
  readonly options: ReadonlyMap<string, Value<string>>;
  /** False: options that are not in `options` may be set where nobody can read them here. */
  readonly complete: boolean;
}

/** The options below a dotted key such as `channel.without_namespace`; an empty key gives all settings. */
export function readGroup(settings: CentrifugoSettings, key: string): OptionGroup {
  const { service, complete } = settings;
  return {
    name: "",
    key,
    path: key === "" ? [] : key.split("."),
    origin: { ...service.origin, ...(key === "" ? {} : { key }) },
    options: optionsBelow(settings, key === "" ? "" : `${settingName(key)}_`, true),
    complete,
  };
}

/** Options by the rest of their name; `withFile`: keys of the configuration file too. */
export function optionsBelow(
  { settings, service }: CentrifugoSettings,
  prefix: string,
  withFile: boolean,
): Map<string, Value<string>> {
  const found = new Map<string, Value<string>>();
  for (const setting of settings) {
    const { name, source, value } = setting;
    const option = name.slice(prefix.length);
    // Settings come in the order of precedence.
    if (!name.startsWith(prefix) || found.has(option)) continue;
    const counts =
      source === "file"
        ? withFile && !isFlatKey(setting, service) && !isZero(value)
        : isEmpty(value) !== true;
    if (counts) found.set(option, value);
  }
  return found;
}

/**
 * What a file sets to zero counts as not set: Centrifugo puts the default in its place. A variable of zero
 * stays zero, an empty list in a file stays empty.
 */
export function isZero(value: Value<string>): boolean {
  const text = clear(value);
  if (text === undefined) return isEmpty(value) === true;
  return /^(|null|false|[+-]?0+(\.0*)?|[+-]?(0+(\.0*)?(h|ms|us|µs|μs|ns|m|s))+)$/.test(text);
}
