import { Buffer } from "node:buffer";
import { type Refusal, textField } from "./field.ts";
import { PASSWORD_MIN_BYTES, SECRET_MIN_BYTES, secretWeakness } from "./tables/weak-secrets.ts";

/** Stack config keys that hold secrets; their values are never shown. */
export const secretNames = [
  "tokenSecret",
  "apiKey",
  "redisPassword",
  "previousRedisPassword",
  "redisSentinelPassword",
  "testPagePassword",
  "certificate",
  "certificateKey",
] as const;
export type SecretName = (typeof secretNames)[number];

const descriptions: Readonly<Record<SharedSecret, string>> = {
  tokenSecret: "Signs the tokens of users (HMAC): your backend has the same one, from a Swarm secret.",
  apiKey: "Lets your backend publish through Centrifugo's HTTP API.",
  redisPassword:
    "What Centrifugo signs in to Redis with. `make up` makes one, but for a Redis with `mode: external`: that has its own, or none.",
  previousRedisPassword:
    "Redis accepts this one, too, so that tasks that still have it keep running while the password changes.",
  redisSentinelPassword:
    "What Centrifugo signs in to the Sentinels of an external Redis with, where they ask for one; it may be the same as `redisPassword`.",
};
type SharedSecret = Exclude<SecretName, "certificate" | "certificateKey" | "testPagePassword">;

/** True for a stack config key that holds a secret. */
export function isSecretName(key: string): key is SecretName {
  return secretNames.some((name) => name === key);
}

/** The password of a Redis, whose length is judged by who runs it; see `redis-password.ts`. */
export function redisPasswordField(name: "redisPassword" | "redisSentinelPassword") {
  const description = descriptions[name];
  return textField({ expected: "a secret", example: "…", description }, (text) => checkForm(name, text));
}

/** A shared secret of at least {@link SECRET_MIN_BYTES} bytes, that nobody can guess or look up. */
export function secretField(name: SharedSecret) {
  const description = descriptions[name];
  return textField({ expected: "a secret", example: "…", description }, (text) => checkSecret(name, text));
}

function checkSecret(name: SecretName, text: string): Refusal | undefined {
  return checkForm(name, text) ?? checkStrength(name, text);
}

function newOne(name: SecretName): string {
  return `Make a new one: \`openssl rand -hex 32 | pulumi config set --secret ${name}\`.`;
}

/** What no length mends. */
function checkForm(name: SecretName, text: string): Refusal | undefined {
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
    return { code: "secret-characters", message, fix: newOne(name) };
  }
  return undefined;
}

/** Whether a secret is long and nobody's sample. */
export function checkStrength(
  name: SecretName,
  text: string,
  { minBytes = SECRET_MIN_BYTES, fix = newOne(name) } = {},
): Refusal | undefined {
  const weakness = secretWeakness(text, minBytes);
  if (weakness === "short") {
    const message = `expected a secret of at least ${minBytes} bytes`;
    return { code: "short-secret", message, found: `${Buffer.byteLength(text)}`, fix };
  }
  if (weakness === undefined) return undefined;
  return { code: "sample-secret", message: "the secret is a known sample or easy to guess", fix };
}

/** The password of the connection test page; a person types it, so it may be shorter than what machines use. */
export const passwordField = textField(
  {
    expected: "a password",
    example: "…",
    description: "What people sign in to the connection test page with; `make up` makes one.",
  },
  (text): Refusal | undefined => {
    const fix = "Make a new one: `openssl rand -base64 18 | pulumi config set --secret testPagePassword`.";
    const weakness = secretWeakness(text, PASSWORD_MIN_BYTES);
    if (/^[\x21-\x7e]+$/.test(text) && weakness === undefined) return undefined;
    const message = `expected at least ${PASSWORD_MIN_BYTES} characters of ASCII without spaces, and no known sample`;
    return { code: "weak-password", message, fix };
  },
);
