/**
 * True for what looks like a name. What does not may be a secret that was pasted into the wrong place, and
 * must not get into a message. Names are made of short words; keys are long, without a pause, or full of
 * digits.
 */
export function isPlainName(name: string): boolean {
  if (!/^[-\w.:@$*<>/#&{}!]{2,253}$/.test(name)) return false;
  const parts = name.split(/[.:@<>/]+/);
  const words = name.split(/[^a-zA-Z0-9]+/);
  return (
    parts.every((part) => part.length <= 40 && part.replaceAll(/\D/g, "").length <= 8) &&
    words.every((word) => word.length <= 24)
  );
}
