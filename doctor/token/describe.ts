import { knownClaims, secondsOf } from "./claim-types.ts";
import { isObject } from "./json.ts";
import { readParts } from "./parts.ts";
import { cleanToken } from "./pasted.ts";
import { dateText, isMilliseconds, span } from "./words.ts";

/** What of a token may be shown. */
export interface TokenDescription {
  readonly algorithm: string;
  readonly bytes: number;
  readonly claims: readonly ShownClaim[];
}

/** A claim as JSON, and what it means. */
export interface ShownClaim {
  readonly name: string;
  readonly value: unknown;
  readonly note?: string;
}

/** How much is shown. */
export interface DescribeOptions {
  readonly now: number;
  /** Shows what an application keeps in `info` and `meta`. */
  readonly showInfo: boolean;
  /** Never shown, wherever it stands. */
  readonly secrets: readonly string[];
}

const hidden = "…";

/** Header and claims, for people; undefined for what is no token. The signature is never shown. */
export function describeToken(written: string, options: DescribeOptions): TokenDescription | undefined {
  const { token } = cleanToken(written);
  const parts = readParts(token);
  if ("level" in parts) return undefined;
  const { alg } = parts.header;
  return {
    algorithm: typeof alg === "string" && /^\w{1,20}$/.test(alg) ? alg : "none",
    bytes: Buffer.byteLength(token),
    claims: Object.entries(parts.claims).map(([name, value]) => describeClaim(name, value, options)),
  };
}

function describeClaim(
  name: string,
  value: unknown,
  { now, showInfo, secrets }: DescribeOptions,
): ShownClaim {
  // What is as short as a word may stand in a claim by chance.
  const long = secrets.filter(({ length }) => length >= 8);
  const shown = mask(value, long);
  const known = name.toLowerCase();
  if (["exp", "iat", "nbf", "expire_at"].includes(known)) {
    const seconds = secondsOf(knownClaims({ [name]: value })[known]);
    return Number.isNaN(seconds) ? { name, value: shown } : { name, value: shown, note: when(seconds, now) };
  }
  if (showInfo) return { name, value: shown };
  if (["b64info", "meta"].includes(known)) return { name, value: hidden, note: "see --show-info" };
  if (known !== "info") return { name, value: shown };
  if (!isObject(shown)) return { name, value: hidden, note: "see --show-info" };
  const { organizationId, ...others } = shown;
  const count = Object.keys(others).length;
  const left = organizationId === undefined ? {} : { organizationId };
  if (count === 0) return { name, value: left };
  return { name, value: left, note: `${count} more field${count === 1 ? "" : "s"}, see --show-info` };
}

function when(seconds: number, now: number): string {
  if (isMilliseconds(seconds)) return "in milliseconds";
  if (Math.abs(seconds - now) < 1) return `${dateText(seconds)}, now`;
  return `${dateText(seconds)}, ${seconds > now ? `in ${span(seconds - now)}` : `${span(now - seconds)} ago`}`;
}

/** Another token, and a secret, are left out wherever they stand. */
function mask(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string") {
    return /eyJ[\w-]+\.[\w-]+\./.test(value) || secrets.some((one) => value.includes(one)) ? hidden : value;
  }
  if (Array.isArray(value)) return value.map((one) => mask(one, secrets));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [String(mask(key, secrets)), mask(one, secrets)]),
  );
}
