import type { Cause } from "./diagnose.ts";
import { englishReasons } from "./reasons-english.ts";
import { portugueseReasons } from "./reasons-portuguese.ts";
import type { Language } from "./words.ts";

/** What a cause means, and what mends it; `code` in backticks is shown as code. */
export interface Reason {
  readonly title: string;
  readonly reason: string;
  readonly cure: readonly string[];
}

export type Reasons = Readonly<Record<Cause, Reason>>;

export const reasons: Readonly<Record<Language, Reasons>> = { en: englishReasons, pt: portugueseReasons };
