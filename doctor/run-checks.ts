import { UserError } from "../config/user-error.ts";
import type { Check, CheckOutcome, CheckResult, CheckStatus, Failure } from "./check.ts";
import type { DoctorTarget } from "./doctor-target.ts";
import { missingPart } from "./parts.ts";

/** How long one check may take, in milliseconds; far above any limit of its own. */
const checkLimitMs = 90_000;

/** What a run of checks is told. */
export interface RunOptions {
  /** Checks that are left out, by id, with the reason. */
  readonly skip?: ReadonlyMap<string, string>;
  /** Gets each verdict as soon as it is known. */
  readonly onResult?: (result: CheckResult) => void;
  /** Told before a check begins, for those who watch. */
  readonly onStart?: (check: { readonly id: string; readonly title: string }) => void;
}

/**
 * Runs the checks in order.
 *
 * A check whose `needs` did not all pass is skipped, as is one whose `parts` the target does not have; one that
 * throws a `UserError` has failed, one that throws anything else has crashed, and the rest go on in all cases.
 */
export async function runChecks<Context extends { readonly target: DoctorTarget }>(
  checks: readonly Check<Context>[],
  context: Context,
  { skip = new Map(), onResult = () => {}, onStart = () => {} }: RunOptions = {},
): Promise<CheckResult[]> {
  refuseUnorderedChecks(checks);
  const results: CheckResult[] = [];
  const ended = new Map<string, CheckStatus>();
  for (const check of checks) {
    const reason =
      skip.get(check.id) ?? missingPart(context.target, check.parts) ?? missingNeed(check, ended);
    if (reason === undefined) onStart(check);
    const result = reason === undefined ? await runCheck(check, context) : skipped(check, reason);
    ended.set(check.id, result.status);
    results.push(result);
    onResult(result);
  }
  return results;
}

async function runCheck<Context>(check: Check<Context>, context: Context): Promise<CheckResult> {
  const start = performance.now();
  const limit = new AbortController();
  const outcome = await Promise.race([check.run(context), overdue(limit.signal)])
    .catch((error: unknown) => ({ error }))
    .finally(() => limit.abort());
  return { ...verdict(check, outcome), durationMs: Math.round(performance.now() - start) };
}

/** Ends in an error after the limit; once aborted it neither ends nor keeps the process alive. */
function overdue(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const late = () => reject(new Error(`no verdict within ${checkLimitMs / 1000} s`));
    const timer = setTimeout(late, checkLimitMs);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}

function verdict<Context>(
  check: Check<Context>,
  outcome: CheckOutcome | { readonly error: unknown },
): Omit<CheckResult, "durationMs"> {
  const { id, layer, title, why } = check;
  const about = { id, layer, title };
  if ("error" in outcome) {
    const { error } = outcome;
    if (error instanceof UserError) return failed(about, why, failureOf(error, title));
    const detail = error instanceof Error ? error.message : String(error);
    return { ...about, status: "crash", detail };
  }
  if (outcome.status !== "fail") return { ...about, ...outcome };
  const { status: _status, ...failure } = outcome;
  return failed(about, why, failure);
}

function failed(
  about: Pick<CheckResult, "id" | "layer" | "title">,
  why: string,
  failure: Failure,
): Omit<CheckResult, "durationMs"> {
  const detail = `expected ${failure.expected}, saw ${failure.seen}`;
  return { ...about, status: "fail", detail, why, page: checkPage(about.id), ...defined(failure) };
}

/** Without what is undefined, so that it hides nothing. */
function defined(failure: Failure): Failure {
  const { cause, page, ...rest } = failure;
  return { ...rest, ...(cause === undefined ? {} : { cause }), ...(page === undefined ? {} : { page }) };
}

function failureOf(error: UserError, title: string): Failure {
  return {
    expected: title,
    seen: error.message,
    cause: error.message,
    fix: error.fix ?? "Mend what the message names, then run this again.",
  };
}

/** The page that tells what a check looks at, from the root of this repository. */
export function checkPage(id: string): string {
  return `docs/doctor-checks.md#${id}`;
}

function missingNeed<Context>(check: Check<Context>, ended: ReadonlyMap<string, CheckStatus>) {
  const missing = check.needs.filter((id) => ended.get(id) !== "pass");
  if (missing.length === 0) return undefined;
  const failed = missing.filter((id) => ended.get(id) !== "skip");
  // What was skipped has done nothing wrong: it is the reason only where nothing failed.
  return failed.length > 0
    ? `needs ${failed.join(" and ")}, which did not pass`
    : `needs ${missing.join(" and ")}, which ${missing.length > 1 ? "were" : "was"} skipped`;
}

function skipped<Context>({ id, layer, title }: Check<Context>, detail: string): CheckResult {
  return { id, layer, title, status: "skip", detail, durationMs: 0 };
}

function refuseUnorderedChecks<Context>(checks: readonly Check<Context>[]): void {
  const earlier = new Set<string>();
  for (const { id, needs } of checks) {
    if (earlier.has(id)) throw new Error(`two checks have the id "${id}"`);
    for (const need of needs) {
      if (!earlier.has(need)) throw new Error(`check "${id}" needs "${need}", which does not come before it`);
    }
    earlier.add(id);
  }
}
