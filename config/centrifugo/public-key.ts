import { createPublicKey, type KeyObject } from "node:crypto";
import type { Refusal } from "../field.ts";

/** Why Centrifugo cannot read a public key: it stops at its start then, although `checkconfig` finds nothing. */
export function publicKeyFault(text: string, name: string): Refusal | undefined {
  const wanted = name.startsWith("rsa") ? "rsa" : "ec";
  const key = /-----BEGIN (?:PUBLIC KEY|CERTIFICATE)-----/.test(text) ? read(text) : undefined;
  if (key?.asymmetricKeyType === wanted) return undefined;
  const message = `expected ${wanted === "rsa" ? "an RSA" : "an ECDSA"} public key in PEM`;
  const fix = `Write \`${name}: |\` and below it, indented, the lines from \`-----BEGIN PUBLIC KEY-----\` on.`;
  return { code: "invalid-pem", message, found: "something else", fix };
}

function read(text: string): KeyObject | undefined {
  try {
    return createPublicKey(text);
  } catch {
    return undefined;
  }
}
