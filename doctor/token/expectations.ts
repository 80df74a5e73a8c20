/** A secret and where it was read, such as `CENTRIFUGO_TOKEN_SECRET in .env`; the value is never printed. */
export interface NamedSecret {
  readonly from: string;
  readonly value: string;
}

/** What a connection token should be. */
export interface TokenExpectations {
  /** The time to judge by, in seconds since 1970. */
  readonly now: number;
  /** Centrifugo's `client.token.hmac_secret_key`; without it no signature is checked. */
  readonly secret?: NamedSecret | undefined;
  /** Centrifugo's `client.token.hmac_previous_secret_key`. */
  readonly previousSecret?: NamedSecret | undefined;
  /** Secrets that a backend may have taken by mistake, such as the API key. */
  readonly otherSecrets?: readonly NamedSecret[];
  /** Algorithms that Centrifugo verifies. @default the three that an HMAC secret enables */
  readonly algorithms?: readonly string[];
  /** Centrifugo's `client.token.audience`. */
  readonly audience?: string | undefined;
  /** Centrifugo's `client.token.issuer`. */
  readonly issuer?: string | undefined;
  /** Names of Centrifugo's namespaces; unless set, channels in the token are not looked up. */
  readonly namespaces?: readonly string[] | undefined;
  /** `uuid`: `sub` and `info.organizationId` should be UUIDs. @default "uuid" */
  readonly claims?: "uuid" | "any";
  /** Centrifugo's `client.channel_limit`. @default 128 */
  readonly channelLimit?: number;
  /** Centrifugo's `client.disallow_anonymous_connection_tokens`. @default false */
  readonly refusesAnonymous?: boolean;
}

/** What an HMAC secret enables. */
export const hmacAlgorithms = ["HS256", "HS384", "HS512"] as const;
