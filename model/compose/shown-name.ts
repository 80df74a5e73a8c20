import { isPlainName } from "../plain-name.ts";

/** A name or path for an error; what looks like none may be a secret that was pasted into the wrong place. */
export function shownName(name: string): string {
  return isPlainName(name) ? name : "…";
}
