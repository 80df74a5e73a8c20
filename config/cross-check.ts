import * as z from "zod";
import { type Refusal, toIssue } from "./field.ts";

/** Where a fault lies, from the object that is checked, and why. */
export type Fault = [path: PropertyKey[], refusal: Refusal];

/** A check over several settings of an object that runs even when some of them are wrong by themselves. */
export function crossCheck(check: (settings: Record<string, unknown>) => Fault[]) {
  return z.superRefine<unknown>(
    (value, ctx) => {
      for (const [path, refusal] of check(settingsOf(value))) ctx.addIssue(toIssue(refusal, value, path));
    },
    { when: () => true },
  );
}

/** The settings of an object; none when it is something else. */
export function settingsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
