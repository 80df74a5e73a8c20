import { isPlainName } from "./plain-name.ts";

/** A name or path for a message; what looks like none may be a secret that was pasted into the wrong place. */
export function shownName(name: string): string {
  // Nobody hides a secret in one letter.
  return isPlainName(name) || /^\w$/.test(name) ? name : "…";
}
