import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";

/** Reads a certificate in PEM; undefined: it cannot be read. */
export function readCertificate(pem: string): X509Certificate | undefined {
  return attempt(() => new X509Certificate(pem));
}

/** Reads a private key in PEM; undefined: it cannot be read, or has a passphrase. */
export function readPrivateKey(pem: string): KeyObject | undefined {
  return attempt(() => createPrivateKey(pem));
}

/** `2026-11-28` */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The result, or undefined when it throws: OpenSSL's texts say nothing that helps a person here. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
