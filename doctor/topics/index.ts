import { codes } from "../codes/index.ts";
import type { Topic } from "../codes/topic.ts";
import { symptoms } from "./symptoms.ts";

/** Everything that can be explained: words first, then codes. */
export const topics: readonly Topic[] = [...symptoms, ...codes];

/** A number, or words in any writing: `Transport-Closed`, `error 102`, `"code 3500"`. */
export function findTopics(asked: string): readonly Topic[] {
  const wanted = normalise(asked);
  const number = /^(?:(?:error|code|status|http|disconnect|close)(?: code| status)? )?(\d+)$/.exec(
    wanted,
  )?.[1];
  if (number !== undefined) return codes.filter(({ key }) => key === number);
  const byKey = topics.filter(({ key }) => normalise(key) === wanted);
  if (byKey.length > 0) return byKey;
  return topics.filter(({ name, aliases = [] }) =>
    [name, ...aliases].some((one) => normalise(one) === wanted),
  );
}

/** Every word that finds something, for suggestions. */
export const searchWords: readonly string[] = [
  ...new Set(topics.flatMap(({ key, name, aliases = [] }) => [key, name, ...aliases])),
];

function normalise(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}
