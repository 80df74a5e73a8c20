import { isPlainName } from "./plain-name.ts";

/** A name or path for a message; what looks like none may be a secret that was pasted into the wrong place. */
export function shownName(name: string): string {
  // Names of variables and options are longer than other names, and made of short words all the same.
  const words = name.split(/[_.]/);
  const isLongName = words.length > 2 && words.every((word) => /^[A-Za-z]{1,20}\d{0,4}$/.test(word));
  // Nobody hides a secret in one letter.
  return isPlainName(name) || isLongName || /^\w$/.test(name) ? name : "…";
}
