import { english } from "./english.ts";
import { portuguese } from "./portuguese.ts";

/** Everything that the page says, but for reasons and cures. */
export type Words = typeof english;

export const languages = ["en", "pt"] as const;
export type Language = (typeof languages)[number];

export const words: Readonly<Record<Language, Words>> = { en: english, pt: portuguese };
