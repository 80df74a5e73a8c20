import { quote, type Refusal, textField } from "../field.ts";

/** Centrifugo's default `channel.max_length`, in characters. */
export const CHANNEL_MAX_LENGTH = 255;

/** A channel pattern taken apart. */
export interface ChannelPattern {
  /** What stands before the first `:`. */
  namespace: string;
  /** Names of the `<placeholder>` parts, in order. */
  placeholders: string[];
}

/** Takes `org:<organisation>:messages` apart; undefined when it has no namespace. */
export function parseChannelPattern(pattern: string): ChannelPattern | undefined {
  // `$` marks a private channel and is no part of the namespace's name.
  const bare = pattern.replace(/^\$/, "");
  const boundary = bare.indexOf(":");
  if (boundary < 1) return undefined;
  const placeholders = [...bare.matchAll(/<([^<>]*)>/g)].map(([, name]) => name ?? "");
  return { namespace: bare.slice(0, boundary), placeholders };
}

/** A channel that the application uses, with `<name>` where an identifier stands. */
export const channelPatternField = textField(
  {
    expected: "a channel",
    example: '"org:<organisation>:messages"',
    description: "A channel; `<name>` stands for a part that varies, such as a tenant.",
    pattern: "^[!-~]+:[!-~]*$",
  },
  (text): Refusal | undefined => {
    const code = "invalid-channel";
    const found = quote(text);
    if (!/^[\x21-\x7e]+$/.test(text)) {
      const fix = "Rename the channel: Centrifugo's channels are ASCII, and a space is easily overlooked.";
      return { code, message: "expected a channel of printable ASCII without spaces", found, fix };
    }
    const pattern = parseChannelPattern(text);
    if (pattern === undefined) {
      const fix = "Put the namespace and a colon first, for example `org:<organisation>:messages`.";
      return { code, message: "expected a channel with a namespace", found, fix };
    }
    if (/[<>]/.test(pattern.namespace + text.replace(/<[a-zA-Z][\w-]*>/g, ""))) {
      const fix = "Write the namespace out, and close each `<name>` of letters, digits, `-` and `_`.";
      return { code, message: "expected placeholders like `<organisation>` after the namespace", found, fix };
    }
    if (text.length <= CHANNEL_MAX_LENGTH) return undefined;
    const fix = "Shorten the channel: Centrifugo refuses longer ones.";
    return {
      code,
      message: `expected at most ${CHANNEL_MAX_LENGTH} characters`,
      found: `${text.length}`,
      fix,
    };
  },
);
