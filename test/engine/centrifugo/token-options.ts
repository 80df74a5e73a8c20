import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { secretText, word } from "./plain-values.ts";
import type { Tree } from "./stack-case.ts";

const asPem = {
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
} as const;
const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048, ...asPem }).publicKey;
const ecdsa = generateKeyPairSync("ec", { namedCurve: "P-256", ...asPem }).publicKey;

/** Ways to verify one kind of tokens; each claim is checked in one way. */
const verifier = fc
  .record({
    audience: fc.constantFrom("audience", "audience_regex"),
    issuer: fc.constantFrom("issuer", "issuer_regex"),
    value: word,
    claims: fc.subarray(["audience", "issuer", "user_id_claim"]),
    keys: fc.subarray([
      "rsa_public_key",
      "ecdsa_public_key",
      "jwks_public_endpoint",
      "hmac_previous_secret_key",
    ]),
    previous: secretText,
  })
  .map(({ audience, issuer, value, claims, keys, previous }): Tree => {
    const all: Tree = {
      [audience]: value,
      [issuer]: value,
      user_id_claim: "uid",
      rsa_public_key: rsa,
      ecdsa_public_key: ecdsa,
      jwks_public_endpoint: "https://auth.example.com/.well-known/jwks.json",
      hmac_previous_secret_key: previous,
    };
    const wanted = (key: string) => keys.includes(key) || claims.some((claim) => key.startsWith(claim));
    return Object.fromEntries(Object.entries(all).filter(([key]) => wanted(key)));
  });

/** How connection tokens are verified, and subscription tokens where that is another way. */
export const tokens = fc
  .tuple(verifier, fc.option(fc.tuple(verifier, secretText), { nil: undefined }))
  .map(([connection, subscription]): Tree => {
    const under = (start: string, options: Tree) =>
      Object.entries(options).map(([key, value]) => [`${start}.${key}`, value]);
    if (subscription === undefined) return Object.fromEntries(under("client.token", connection));
    const [options, key] = subscription;
    return Object.fromEntries([
      ...under("client.token", connection),
      ...under("client.subscription_token", { ...options, enabled: true, hmac_secret_key: key }),
    ]);
  });
