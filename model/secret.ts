import { createHmac, randomBytes } from "node:crypto";
import { PASSWORD_MIN_BYTES, secretWeakness } from "../config/tables/weak-secrets.ts";
import { isPlainOption } from "./plain-options.ts";
import { type AuthorizationScheme, known, type Origin, type Secret, type Value } from "./value.ts";

/** Lives as long as this process: a fingerprint that leaks cannot be compared with anything later. */
const fingerprintKey = randomBytes(32);

/** Turns a text into a secret value: the text is forgotten, its fingerprint and traits stay. */
export function secret(text: string, origin: Origin): Secret {
  return {
    state: "secret",
    fingerprint: fingerprint(text),
    traits: {
      empty: text.trim() === "",
      authorizationScheme: authorizationScheme(text),
      weakness: secretWeakness(text),
      passwordWeakness: secretWeakness(text, PASSWORD_MIN_BYTES),
      placeholders: placeholdersIn(text),
    },
    origin,
  };
}

/** Names between `{{` and `}}`, as in the address of a key set. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name);
}

/** A value whose name says whether it has to be treated as a secret. */
export function byName(name: string, text: string, origin: Origin): Value<string> {
  return isSensitiveName(name) ? secret(text, origin) : known(text, origin);
}

/** Equal for equal texts inside one process, and useless outside it. Undefined: the value is not known. */
export function fingerprintOf(value: Value<string>): string | undefined {
  if (value.state === "secret") return value.fingerprint;
  return value.state === "known" ? fingerprint(value.value) : undefined;
}

/** Undefined: the value is not known. */
export function isEmpty(value: Value<string>): boolean | undefined {
  if (value.state === "secret") return value.traits.empty;
  return value.state === "known" ? value.value.trim() === "" : undefined;
}

/** `Bearer abc` and `apikey abc` begin with the scheme of an `Authorization` header. */
export function authorizationScheme(text: string): AuthorizationScheme | undefined {
  const scheme = text
    .match(/^\s*["']?(?:authorization\s*[:=]\s*["']?)?(apikey|bearer)[ :]/i)?.[1]
    ?.toLowerCase();
  return scheme === "apikey" || scheme === "bearer" ? scheme : undefined;
}

/** Names of variables, options and flags whose values nobody should read in a message. */
export function isSensitiveName(name: string): boolean {
  if (isPlainOption(name)) return false;
  return /secret|passw|passphrase|token|credential|api_?key|apikey|private|_key\b|key_pem|dsn|connection_string|authorization|auth\b/i.test(
    name.replaceAll(".", "_"),
  );
}

function fingerprint(text: string): string {
  return createHmac("sha256", fingerprintKey).update(text).digest("hex");
}
