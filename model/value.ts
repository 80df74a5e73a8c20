import type { SecretWeakness } from "../config/tables/weak-secrets.ts";

/**
 * A value with what is known of it. A rule that needs a value which is not known says "not checkable",
 * never "fine".
 */
export type Value<T> = Known<T> | Unknown | Secret;

/** A value in clear. */
export interface Known<T> {
  readonly state: "known";
  readonly value: T;
  readonly origin: Origin;
}

/** Not computed yet (a preview), or not readable from this source (a Swarm secret). */
export interface Unknown {
  readonly state: "unknown";
  readonly origin: Origin;
}

/** The text itself is never kept: two secrets are compared by a fingerprint keyed for this process. */
export interface Secret {
  readonly state: "secret";
  readonly fingerprint: string;
  /** What can be said without the text: a rule on "empty" or "starts with Bearer" needs no more. */
  readonly traits: SecretTraits;
  readonly origin: Origin;
}

/** What may be said of a secret. */
export interface SecretTraits {
  readonly empty: boolean;
  /** Begins with `apikey ` or `Bearer ` (any case): a header's scheme pasted with the key. */
  readonly authorizationScheme: AuthorizationScheme | undefined;
  /** Too short for a key, or a sample that everybody knows; undefined: neither. */
  readonly weakness: SecretWeakness | undefined;
  /** The same by the bound for passwords, which nobody can attack offline. */
  readonly passwordWeakness: SecretWeakness | undefined;
  /** Names between `{{` and `}}`: what a template is filled in with. */
  readonly placeholders: readonly string[];
}

/** Schemes of an `Authorization` header that are told apart. */
export type AuthorizationScheme = "apikey" | "bearer";

/** Where a value came from. */
export interface Origin {
  /** For people: `env CENTRIFUGO_API_KEY of service dev_centrifugo`. */
  readonly label: string;
  /** Dotted key inside a settings file, or the part of a service: `image`, `replicas`, `stopGracePeriod`. */
  readonly key?: string;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** Variables of the environment that the text has parts from, in a stack file. */
  readonly variables?: readonly string[];
}

/** Makes a value in clear. */
export function known<T>(value: T, origin: Origin): Known<T> {
  return { state: "known", value, origin };
}

/** Makes a value that is not known here. */
export function unknown(origin: Origin): Unknown {
  return { state: "unknown", origin };
}

/** The value where it is known in clear; undefined for what is unknown or secret. */
export function clear<T>(value: Value<T> | undefined): T | undefined {
  return value?.state === "known" ? value.value : undefined;
}
