/**
 * A step into Centrifugo's configuration: a key, or an entry of a list. Entries with a name (namespaces,
 * proxies, consumers) go by it, the others by their place in the list.
 */
export type Step = string | { readonly entry: string | number };

/** Where an option stands in Centrifugo's configuration, whatever file or variable gives it. */
export type OptionPath = readonly Step[];

/** The path as a person reads it, and one text for each path: `channel.namespaces[org].history_ttl`. */
export function optionKey(path: OptionPath): string {
  return path
    .map((step, index) => (typeof step === "string" ? `${index === 0 ? "" : "."}${step}` : `[${step.entry}]`))
    .join("");
}

/** The keys alone, as the table of options knows them: `channel`, `namespaces`, `history_ttl`. */
export function optionNames(path: OptionPath): string[] {
  return path.filter((step) => typeof step === "string");
}

/** The name of the environment variable that sets an option, `CENTRIFUGO_CHANNEL_NAMESPACES_ORG_HISTORY_TTL`. */
export function variableName(path: OptionPath): string {
  const words = path.map((step) => String(typeof step === "string" ? step : step.entry));
  return `CENTRIFUGO_${words.join("_").toUpperCase().replaceAll(/[.-]/g, "_")}`;
}
