import { distance } from "fastest-levenshtein";

/** The candidate that a misspelt word most likely means, or undefined when none is near. */
export function nearMatch(word: string, candidates: readonly string[]): string | undefined {
  // Names of the field are known as allowed_origins, allowed-origins and allowedOrigins alike.
  const plain = (text: string) =>
    text
      .slice(0, 60)
      .replaceAll(/[-_\s]/g, "")
      .toLowerCase();
  let best: string | undefined;
  // Two letters in the wrong order count as two edits.
  let least = Math.ceil(word.length / 3) + 1;
  for (const candidate of candidates) {
    const edits = distance(plain(word), plain(candidate));
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}
