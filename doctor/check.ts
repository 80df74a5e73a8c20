/** How a check ended; `crash` is an error that nobody foresaw. */
export type CheckStatus = "pass" | "fail" | "skip" | "crash";

/** What a check saw: `skip` only with the reason in `detail`. */
export interface CheckOutcome {
  readonly status: "pass" | "fail" | "skip";
  /** What was seen, in one clause; for a failure also what was expected. Never holds a secret. */
  readonly detail: string;
  /** How to mend it, in one sentence, with the command where there is one. */
  readonly fix?: string;
}

/** One question about a running stack; `Context` is what the checks of one run share. */
export interface Check<Context> {
  /** Stable name, such as `edge-upgrade`, by which users select and skip a check. */
  readonly id: string;
  /** The layer it belongs to, such as `edge`; checks of one layer stand together. */
  readonly category: string;
  /** What is true when it passes. */
  readonly title: string;
  /** Ids of earlier checks without whose pass this one says nothing. */
  readonly needs: readonly string[];
  readonly run: (context: Context) => Promise<CheckOutcome>;
}

/** The verdict of one check, ready to be printed. */
export interface CheckResult {
  readonly id: string;
  readonly category: string;
  readonly title: string;
  readonly status: CheckStatus;
  readonly detail: string;
  readonly fix?: string;
  /** Wall-clock time of the check in milliseconds; 0 when it did not run. */
  readonly durationMs: number;
}

/** The check holds; `detail` says what was seen. */
export function pass(detail: string): CheckOutcome {
  return { status: "pass", detail };
}

/** The check does not hold; `detail` says what was seen and expected, `fix` how to mend it. */
export function fail(detail: string, fix: string): CheckOutcome {
  return { status: "fail", detail, fix };
}

/** The check says nothing about this stack, for `reason`. */
export function skip(reason: string): CheckOutcome {
  return { status: "skip", detail: reason };
}
