import { createHash, randomBytes } from "node:crypto";

/** New in each run, so that a fingerprint tells nothing outside of it. A job gets it as an argument. */
export const salt = randomBytes(16).toString("hex");

/** How many digits are compared, and shown. */
export const fingerprintLength = 12;

/** Digits by which two secrets of one run can be compared, and nobody learns the secret. */
export function fingerprint(secret: string): string {
  return createHash("sha256").update(`${salt}${secret}`).digest("hex").slice(0, fingerprintLength);
}
