/** A channel pattern made concrete for one tenant of the doctor's own, whom no user belongs to. */
export interface ProbeChannel {
  readonly pattern: string;
  /** Namespace by Centrifugo's rule (up to the first `:`); undefined for channels without one. */
  readonly namespace: string | undefined;
  readonly own: string;
  readonly other: string;
}

const placeholder = /<[^<>]+>/g;

/**
 * The patterns that have a placeholder, such as `org:<organisation>:messages`, for two tenants.
 *
 * A pattern without one is a channel of real users, on which the doctor publishes nothing.
 */
export function probeChannels(
  patterns: readonly string[],
  tenants: { readonly own: string; readonly other: string },
): ProbeChannel[] {
  return patterns
    .filter((pattern) => pattern.search(placeholder) >= 0)
    .map((pattern) => ({
      pattern,
      namespace: namespaceOf(pattern),
      own: pattern.replaceAll(placeholder, tenants.own),
      other: pattern.replaceAll(placeholder, tenants.other),
    }));
}

function namespaceOf(channel: string): string | undefined {
  const end = channel.indexOf(":");
  return end < 0 ? undefined : channel.slice(0, end).replace(/^\$/, "");
}
