/**
 * A name in quotation marks, for a message. What looks like no name may be a secret that was pasted into
 * the wrong place: `otherwise` is said instead.
 */
export function showName(name: string, otherwise: string): string {
  return isPlausible(name) ? `"${name}"` : otherwise;
}

/** The same without quotation marks. */
export function showWord(name: string, otherwise: string): string {
  return isPlausible(name) ? name : otherwise;
}

/** Names are made of short words; keys are long, without a pause, or full of digits. */
function isPlausible(name: string): boolean {
  if (!/^[-\w.:@$*<>/#&{}!]{2,253}$/.test(name)) return false;
  const parts = name.split(/[.:@<>/]+/);
  const words = name.split(/[^a-zA-Z0-9]+/);
  return (
    parts.every((part) => part.length <= 40 && part.replaceAll(/\D/g, "").length <= 8) &&
    words.every((word) => word.length <= 24)
  );
}
