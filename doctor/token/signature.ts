import { createHmac, timingSafeEqual } from "node:crypto";
import type { NamedSecret, TokenExpectations } from "./expectations.ts";
import { invalid, type TokenFinding } from "./finding.ts";
import { looksLikeKey, otherForms } from "./key-forms.ts";
import type { TokenParts } from "./parts.ts";

/** Verifies the signature; where it is wrong, finds out by which usual mistake. */
export function checkSignature(parts: TokenParts, expected: TokenExpectations): readonly TokenFinding[] {
  const algorithm = String(parts.header["alg"]);
  const { secret, previousSecret } = expected;
  if (!/^HS(256|384|512)$/.test(algorithm)) {
    return [
      unchecked(`${algorithm} is verified with a public key; this command checks HS256, HS384 and HS512.`),
    ];
  }
  if (secret === undefined) {
    const fix = "Set CENTRIFUGO_TOKEN_SECRET, or use --env-file or --ask-secret.";
    return [{ ...unchecked("no secret was given."), fix }];
  }
  const isSignedWith = (key: string | Buffer) => matches(parts, algorithm, key);
  const padded = checkSecretItself(secret);
  if (isSignedWith(secret.value)) {
    const message = `The signature is right: it was made with ${secret.from}.`;
    return [{ id: "signature-right", level: "ok", message }, ...padded];
  }
  if (previousSecret !== undefined && isSignedWith(previousSecret.value)) {
    const message = `It was signed with the previous secret (${previousSecret.from}); it counts as long as that does.`;
    const fix = "Let the backend sign with the new secret.";
    return [{ id: "signature-previous", level: "warning", message, fix }, ...padded];
  }
  return [explainMismatch(secret, expected.otherSecrets ?? [], isSignedWith), ...padded];
}

function explainMismatch(
  { from, value }: NamedSecret,
  others: readonly NamedSecret[],
  isSignedWith: (key: string | Buffer) => boolean,
): TokenFinding {
  const form = otherForms(value).find(({ key }) => isSignedWith(key));
  if (form !== undefined) return invalid(form.id, `It was signed with ${form.what} (${from}).`, form.fix);
  const other = others.find((one) => isSignedWith(one.value));
  if (other !== undefined) {
    const message = `It was signed with ${other.from}, and not with ${from}.`;
    return invalid(
      "signature-other-variable",
      message,
      "Let the backend sign with Centrifugo's token secret.",
    );
  }
  const lost = ["", "undefined", "null", "None"].find(isSignedWith);
  if (lost !== undefined) {
    const what = lost === "" ? "an empty secret" : `the word \`${lost}\` as the secret`;
    const fix = "See how the backend reads the variable: it is not set where the backend runs.";
    return invalid("signature-empty-secret", `It was signed with ${what}: the backend has none.`, fix);
  }
  const fix =
    "Give backend and Centrifugo one value, then start both again: what was changed in a file counts from then on.";
  return invalid("signature-wrong", `It was signed with another secret than ${from}.`, fix);
}

/** Everybody who has a token can read its claims. */
export function checkLeak({ claims }: TokenParts, { secret }: TokenExpectations): readonly TokenFinding[] {
  if (secret === undefined || secret.value.length < 8) return [];
  if (!JSON.stringify(claims).includes(JSON.stringify(secret.value).slice(1, -1))) return [];
  const message = "Its claims hold the token secret itself, and everybody can read them who has a token.";
  return [{ id: "secret-in-claims", level: "error", message, fix: "Take it out, and change the secret." }];
}

/** What is at the edge of a secret is trimmed by one side and kept by the other, sooner or later. */
function checkSecretItself({ from, value }: NamedSecret): readonly TokenFinding[] {
  if (value.trim() === value && !/^(["']).*\1$/.test(value) && !looksLikeKey(value)) return [];
  const what = looksLikeKey(value)
    ? "looks like a public or private key, and is no HMAC secret"
    : "has whitespace or quotation marks around it, which some programs take away and others keep";
  return [
    {
      id: "secret-with-edges",
      level: "warning",
      message: `The secret itself (${from}) ${what}.`,
      fix: "Write the bare value: `printf %s`, not `echo`, makes a file without a line end.",
    },
  ];
}

function unchecked(why: string): TokenFinding {
  return { id: "signature-unchecked", level: "info", message: `The signature was not checked: ${why}` };
}

function matches({ signed, signature }: TokenParts, algorithm: string, key: string | Buffer): boolean {
  const digest = createHmac(`sha${algorithm.slice(2)}`, key)
    .update(signed)
    .digest();
  return digest.length === signature.length && timingSafeEqual(digest, signature);
}
