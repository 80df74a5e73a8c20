/** What stands for an organisation's id in a pattern such as `org:<organisation>:messages`. */
const placeholder = /<[^<>]*>/;

/** The channels of one organisation. */
export function channelsOf(patterns: readonly string[], organizationId: string): string[] {
  return patterns.map((pattern) => pattern.replace(placeholder, organizationId));
}

/** True for a channel of that organisation; a token for any other one would let tenants read each other. */
export function isOwnChannel(channel: string, patterns: readonly string[], organizationId: string): boolean {
  return channelsOf(patterns, organizationId).includes(channel);
}
