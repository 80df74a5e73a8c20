import { Buffer } from "node:buffer";
import { type Refusal, textField } from "./field.ts";

/** Fewest bytes of a secret. */
export const SECRET_MIN_BYTES = 32;

/** Stack config keys that hold secrets; their values are never shown. */
export const secretNames = [
  "tokenSecret",
  "apiKey",
  "redisPassword",
  "previousRedisPassword",
  "certificate",
  "certificateKey",
] as const;
export type SecretName = (typeof secretNames)[number];

/** True for a stack config key that holds a secret. */
export function isSecretName(key: string): key is SecretName {
  return secretNames.some((name) => name === key);
}

/** A shared secret of at least {@link SECRET_MIN_BYTES} bytes, that nobody can guess or look up. */
export function secretField(name: SecretName) {
  return textField({ expected: "a secret", example: "…" }, (text) => checkSecret(name, text));
}

function checkSecret(name: SecretName, text: string): Refusal | undefined {
  const fix = `Make a new one: \`openssl rand -hex 32 | pulumi config set --secret ${name}\`.`;
  if (/^(?:apikey|bearer)\s/i.test(text)) {
    const bare = "Store the bare key, without `apikey ` or `Bearer ` before it.";
    return {
      code: "secret-with-scheme",
      message: "the secret starts with an authorization scheme",
      fix: bare,
    };
  }
  // Centrifugo reads it from a quoted line of a .env file, where these would end or change it.
  if (!/^[\x21-\x7e]*$/.test(text) || /['\\]/.test(text)) {
    const message = "the secret has a space, a line break, `'`, `\\` or a character outside ASCII";
    return { code: "secret-characters", message, fix };
  }
  const bytes = Buffer.byteLength(text);
  if (bytes < SECRET_MIN_BYTES) {
    const message = `expected a secret of at least ${SECRET_MIN_BYTES} bytes`;
    return { code: "short-secret", message, found: `${bytes}`, fix };
  }
  if (!isSample(text)) return undefined;
  return { code: "sample-secret", message: "the secret is a known sample or easy to guess", fix };
}

/** From Centrifugo's documentation of `genconfig`; copied into many repositories since. */
const SAMPLES = new Set([
  "46b38493-147e-4e3f-86e0-dc5ec54f5133",
  "ad0dff75-3131-4a02-8d64-9279b4f1c57b",
  "583bc4b7-0fa5-4c4a-8566-16d3ce4ad401",
  "aaaf202f-b5f8-4b34-bf88-f6c03a1ecda6",
  "bbe7d157-a253-4094-9759-06a8236543f9",
  "d0683813-0916-4c49-979f-0e08a686b727",
  "d7627bb6-2292-4911-82e1-615c0ed3eebb",
]);

function isSample(text: string): boolean {
  return (
    SAMPLES.has(text) ||
    new Set(text).size < 8 ||
    /change.?me|your.?secret|my.?secret|placeholder/i.test(text)
  );
}
