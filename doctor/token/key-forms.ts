/** A key that a backend makes of the same secret by mistake. */
export interface KeyForm {
  readonly id: string;
  readonly what: string;
  readonly key: string | Buffer;
  readonly fix: string;
}

/** Other keys that a secret turns into on its way: the classic mistakes. Centrifugo takes the text as it stands. */
export function otherForms(secret: string): readonly KeyForm[] {
  const trimmed = secret.trim();
  const bare = trimmed.replace(/^(["'])(.*)\1$/s, "$2");
  const forms: (readonly [id: string, what: string, key: string | Buffer, fix: string])[] = [
    ["whitespace", "the secret without the whitespace around it", trimmed, trimBoth],
    ["quotes", "the secret without the quotation marks around it", bare, noQuotes],
    ["quotes", "the secret in quotation marks", `"${bare}"`, noQuotes],
    ["quotes", "the secret in quotation marks", `'${bare}'`, noQuotes],
    ["whitespace", "the secret and a line end after it", `${bare}\n`, trimBoth],
    ["whitespace", "the secret and a line end after it", `${bare}\r\n`, trimBoth],
    ["whitespace", "the secret and a space after it", `${bare} `, trimBoth],
    ...decoded(bare, "base64", /^[\w+/-]{4,}={0,2}$/),
    ...decoded(bare, "hex", /^([0-9a-f]{2})+$/i),
    ["base64", "the secret written in base64", Buffer.from(bare).toString("base64"), asText],
    ["hex", "the secret written in hex", Buffer.from(bare).toString("hex"), asText],
  ];
  return forms
    .filter(([, , key]) => key !== secret)
    .map(([kind, what, key, fix]) => ({ id: `signature-secret-${kind}`, what, key, fix }));
}

/** A PEM block: a key of RSA or ECDSA in the place of a shared secret. */
export function looksLikeKey(secret: string): boolean {
  return secret.includes("-----BEGIN");
}

const trimBoth = "Trim it where the backend reads it, and write the file without a line end: `printf %s`.";
const noQuotes =
  "Write the value without quotation marks: `docker run --env-file` and Swarm keep them, dotenv takes them away.";
const asText = "Hand the secret over as text on both sides: Centrifugo encodes and decodes nothing.";

function decoded(secret: string, encoding: "base64" | "hex", pattern: RegExp) {
  if (!pattern.test(secret)) return [];
  const what = `the ${encoding}-decoded secret`;
  const fix =
    encoding === "base64"
      ? "Centrifugo takes the text as it stands: sign with the text too, and not with what `Buffer.from(secret, 'base64')` makes of it."
      : "Centrifugo takes the text as it stands: sign with the text too, and not with what `Buffer.from(secret, 'hex')` makes of it.";
  return [[encoding, what, Buffer.from(secret, encoding), fix] as const];
}
