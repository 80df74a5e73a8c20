import * as z from "zod";
import { type About, fields } from "../field.ts";

/** One of a few words. */
export function choiceField<const Value extends string>(
  words: readonly [Value, ...Value[]],
  about: Omit<About, "expected">,
) {
  const quoted = words.map((word) => `\`${word}\``);
  const expected = [quoted.slice(0, -1).join(", "), quoted.at(-1)].filter(Boolean).join(" or ");
  return z.enum(words).register(fields, { expected, ...about });
}
