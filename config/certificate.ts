import { type Refusal, textField } from "./field.ts";

/** What a certificate looks like in PEM. */
export const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;
/** What a private key without a passphrase looks like in PEM. */
export const PRIVATE_KEY =
  /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA |EC )?PRIVATE KEY-----/;

/** A certificate chain in PEM, the server's own certificate first. */
export const certificateField = pemField(
  "a certificate in PEM",
  CERTIFICATE,
  "The certificate of the websocket's host, with its chain; its own certificate first.",
);

/** The certificate's private key in PEM, without a passphrase. */
export const certificateKeyField = pemField(
  "a private key in PEM, without a passphrase",
  PRIVATE_KEY,
  "The certificate's private key, without a passphrase.",
);

function pemField(expected: string, shape: RegExp, description: string) {
  return textField({ expected, example: "…", description }, (text): Refusal | undefined => {
    if (shape.test(text)) return undefined;
    const fix =
      "Store the whole PEM file, from its BEGIN line to its END line; `make up` does so for development.";
    return { code: "invalid-pem", message: `expected ${expected}`, found: "something else", fix };
  });
}
