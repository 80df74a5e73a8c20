/** Where a topic belongs; topics of one group stand together. */
export type TopicGroup =
  | "symptom"
  | "error"
  | "disconnect"
  | "unsubscribe"
  | "client"
  | "websocket"
  | "api"
  | "close";

/** What a number or a word means, and what to do about it. */
export interface Topic {
  /** As people look for it: `3500`, `transport closed`. */
  readonly key: string;
  readonly group: TopicGroup;
  /** The servers' own words where they have some, such as `invalid token`. */
  readonly name: string;
  /** Other words for it. */
  readonly aliases?: readonly string[];
  /** What the official client does by itself; none for what no client sees. */
  readonly reconnects?: string;
  readonly means: string;
  /** The most likely one first, on a stack of Centrifugo, Redis and Traefik on a Swarm. */
  readonly causes: readonly Cause[];
  /** Keys of topics that say more. */
  readonly related?: readonly string[];
}

/** One cause: how to see whether it is this one, and how to mend it. */
export interface Cause {
  /** One sentence. */
  readonly what: string;
  readonly see: readonly See[];
  /** One sentence or two. */
  readonly cure: string;
  /** In our stack file: YAML below `centrifugo-swarm:`, or the command that sets an encrypted value. */
  readonly stack?: string;
  /** The same for a Centrifugo that somebody set up otherwise. */
  readonly plain?: readonly PlainSetting[];
  /** Rules that find this cause in a stack file or on the Swarm. */
  readonly rules?: readonly string[];
}

/** A sentence, or a command with what it shows if this is the cause. */
export type See = string | { readonly run: string; readonly shows: string };

/** An option of Centrifugo v6, `[org]` standing for the entry of a list, and a value where one helps. */
export interface PlainSetting {
  readonly option: string;
  readonly value?:
    | boolean
    | number
    | string
    | readonly string[]
    | readonly Readonly<Record<string, string>>[];
}

/** Looks for words in Centrifugo's log. */
export function inLog(words: string, shows: string): See {
  return { run: `docker service logs STACK_centrifugo 2>&1 | grep '${words}'`, shows };
}

/** How an option stands in Centrifugo's configuration file, and in a variable. */
export function writtenSetting({ option, value }: PlainSetting): readonly [file: string, variable: string] {
  const name = option.replaceAll(/\[(\w+)\]/g, "_$1").replaceAll(".", "_");
  const variable = `CENTRIFUGO_${name.toUpperCase()}`;
  if (value === undefined) return [option, variable];
  const isList = Array.isArray(value) && value.every((one) => typeof one === "string");
  // Lists are separated by spaces in variables.
  const text = isList ? value.join(" ") : typeof value === "object" ? JSON.stringify(value) : String(value);
  return [`${option}: ${JSON.stringify(value)}`, `${variable}=${text}`];
}
