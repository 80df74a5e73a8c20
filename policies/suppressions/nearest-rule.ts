import { distance } from "fastest-levenshtein";

/** The id that a misspelt one most likely means; undefined where none is near. */
export function nearestRule(written: string, known: ReadonlySet<string>): string | undefined {
  let best: string | undefined;
  // Two letters in the wrong order count as two edits; ids of rules share many words, so more would be a guess.
  let least = Math.ceil(Math.min(written.length, 80) / 5) + 1;
  for (const id of known) {
    const edits = distance(written.slice(0, 80).toLowerCase(), id);
    if (edits < least) [best, least] = [id, edits];
  }
  return best;
}
