import { UserError } from "../../config/user-error.ts";
import { formatOptionsFor } from "../../doctor/format.ts";
import { findTopics, searchWords, topics } from "../../doctor/topics/index.ts";
import { explainRange } from "../../doctor/topics/number-ranges.ts";
import { nearest } from "../usage-error.ts";
import { explainText, listText } from "./explain-text.ts";
import { painter, printable } from "./text.ts";

/**
 * What a topic means and what to do about it; without one, all topics.
 *
 * @throws UserError with exit code 2 where nothing is known of it, with the nearest that is.
 */
export async function explainTopic(asked: string): Promise<string> {
  const paint = painter(formatOptionsFor(process.stdout).pretty);
  if (asked.trim() === "") return listText(topics, paint);
  const found = findTopics(asked);
  if (found.length > 0) return explainText(found, paint);
  throw new UserError(`nothing is known of ${printable(JSON.stringify(asked.slice(0, 60)))}.`, {
    fix: await suggestion(asked.trim()),
    exitCode: 2,
  });
}

async function suggestion(asked: string): Promise<string> {
  if (/^\d+$/.test(asked)) return explainRange(Number(asked));
  const words = searchWords.filter((word) => !/^\d+$/.test(word));
  const wanted = asked.toLowerCase();
  // Half of a long name is far from it letter by letter.
  const part = words.find((word) => wanted.length >= 4 && word.toLowerCase().includes(wanted));
  const near = part ?? (await nearest(wanted, words));
  if (near === undefined) return "`centrifugo-swarm doctor explain` lists all that there are.";
  return `did you mean centrifugo-swarm doctor explain ${JSON.stringify(near)}?`;
}
