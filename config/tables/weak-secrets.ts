import { Buffer } from "node:buffer";

/** Fewest bytes of a key: what HS256 needs (RFC 7518, 3.2), since a token can be attacked offline. */
export const SECRET_MIN_BYTES = 32;

/** Fewest bytes of a password that can only be tried against the server, one request an attempt. */
export const PASSWORD_MIN_BYTES = 16;

/** What is wrong with a secret: too short, or a sample that everybody can look up or guess. */
export type SecretWeakness = "short" | "sample";

/** What is wrong with a secret; undefined: nothing that can be told from its text. */
export function secretWeakness(text: string, minBytes = SECRET_MIN_BYTES): SecretWeakness | undefined {
  if (Buffer.byteLength(text) < minBytes) return "short";
  return isSample(text) ? "sample" : undefined;
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
