import { quote, type Refusal } from "../field.ts";
import { nearMatch } from "../near-match.ts";

/** A value in a few words, for ", found …". */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return typeof value === "object" ? "a map of settings" : `\`${String(value)}\``;
}

/** A word that is none of those allowed; an empty one in `words` stands for "nothing". */
export function unknownWord(name: string, value: string, words: readonly string[]): Refusal {
  const near = value === "" ? undefined : nearMatch(value, words);
  const shown = words.map((word) => (word === "" ? "nothing" : `\`${word}\``));
  const expected = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
  const example = words.find((word) => word !== "") ?? "";
  return {
    code: "unknown-value",
    message: `expected ${expected}`,
    found: quote(value),
    fix: near ? `Did you mean \`${near}\`?` : `Write for example \`${name}: ${example}\`.`,
  };
}
