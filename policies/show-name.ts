import { isPlainName } from "../model/plain-name.ts";

/**
 * A name in quotation marks, for a message. What looks like no name may be a secret that was pasted into
 * the wrong place: `otherwise` is said instead.
 */
export function showName(name: string, otherwise: string): string {
  return isPlainName(name) ? `"${name}"` : otherwise;
}

/** The same without quotation marks. */
export function showWord(name: string, otherwise: string): string {
  return isPlainName(name) ? name : otherwise;
}
