import type { Layer } from "./layers.ts";
import type { Part } from "./parts.ts";

/** How a check ended; `crash` is an error that nobody foresaw. */
export type CheckStatus = "pass" | "fail" | "skip" | "crash";

/** What a check has found wrong. No part of it ever holds a secret. */
export interface Failure {
  /** What would be right, in one clause. */
  readonly expected: string;
  /** What was seen instead, in one clause. */
  readonly seen: string;
  /** What is behind it, in one sentence; where it is not known, what was seen has to do. */
  readonly cause?: string | undefined;
  /** How to mend it, in one sentence, with the command where there is one. */
  readonly fix: string;
  /** Page that says more, from the root of this repository; by default the check's own. */
  readonly page?: string | undefined;
}

/** What a check saw. */
export type CheckOutcome =
  | { readonly status: "pass" /** What was seen, in one clause. */; readonly detail: string }
  | { readonly status: "skip" /** Why it says nothing. */; readonly detail: string }
  | ({ readonly status: "fail" } & Failure);

/** One question about a running stack; `Context` is what the checks of one run share. */
export interface Check<Context> {
  /** Stable name, such as `edge-upgrade`, by which users select and skip a check. */
  readonly id: string;
  /** Checks of one layer stand together; layers stand in the order in which one builds on the other. */
  readonly layer: Layer;
  /** What is true when it passes. */
  readonly title: string;
  /** What a user of the application notices otherwise, in one sentence. */
  readonly why: string;
  /** What of the stack has to be known or reachable for it. */
  readonly parts: readonly Part[];
  /** Ids of earlier checks without whose pass this one says nothing. */
  readonly needs: readonly string[];
  readonly run: (context: Context) => Promise<CheckOutcome>;
}

/** The verdict of one check, ready to be printed. */
export interface CheckResult extends Partial<Failure> {
  readonly id: string;
  readonly layer: Layer;
  readonly title: string;
  readonly status: CheckStatus;
  /** In one clause: what was seen, what went wrong, or why it was skipped. */
  readonly detail: string;
  /** Only of a failure. */
  readonly why?: string;
  /** Wall-clock time of the check in milliseconds; 0 when it did not run. */
  readonly durationMs: number;
}

/** The check holds; `detail` says what was seen. */
export function pass(detail: string): CheckOutcome {
  return { status: "pass", detail };
}

/** The check does not hold. */
export function fail(failure: Failure): CheckOutcome {
  return { status: "fail", ...failure };
}

/** The check says nothing about this stack, for `reason`. */
export function skip(reason: string): CheckOutcome {
  return { status: "skip", detail: reason };
}
