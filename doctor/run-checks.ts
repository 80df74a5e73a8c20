import { UserError } from "../config/user-error.ts";
import type { Check, CheckOutcome, CheckResult, CheckStatus } from "./check.ts";

/** How long one check may take, in milliseconds; far above any limit of its own. */
const checkLimitMs = 90_000;

/**
 * Runs the checks in order and gives each verdict to `onResult` as soon as it is known.
 *
 * A check whose `needs` did not all pass is skipped; one that throws a `UserError` has failed, one that
 * throws anything else has crashed, and the rest go on in both cases.
 */
export async function runChecks<Context>(
  checks: readonly Check<Context>[],
  context: Context,
  onResult: (result: CheckResult) => void = () => {},
): Promise<CheckResult[]> {
  refuseUnorderedChecks(checks);
  const results: CheckResult[] = [];
  const ended = new Map<string, CheckStatus>();
  for (const check of checks) {
    const result = check.needs.every((id) => ended.get(id) === "pass")
      ? await runCheck(check, context)
      : skipped(check, ended);
    ended.set(check.id, result.status);
    results.push(result);
    onResult(result);
  }
  return results;
}

async function runCheck<Context>(check: Check<Context>, context: Context): Promise<CheckResult> {
  const start = performance.now();
  const durationMs = () => Math.round(performance.now() - start);
  const limit = new AbortController();
  try {
    const outcome = await Promise.race([check.run(context), overdue(limit.signal)]);
    return { ...identity(check), ...outcome, durationMs: durationMs() };
  } catch (error) {
    if (error instanceof UserError) {
      return { ...identity(check), ...failureOf(error), durationMs: durationMs() };
    }
    const detail = error instanceof Error ? error.message : String(error);
    return { ...identity(check), status: "crash", detail, durationMs: durationMs() };
  } finally {
    limit.abort();
  }
}

/** Ends in an error after the limit; once aborted it neither ends nor keeps the process alive. */
function overdue(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const late = () => reject(new Error(`no verdict within ${checkLimitMs / 1000} s`));
    const timer = setTimeout(late, checkLimitMs);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}

function failureOf(error: UserError): CheckOutcome {
  const outcome = { status: "fail", detail: error.message } as const;
  return error.fix === undefined ? outcome : { ...outcome, fix: error.fix };
}

function skipped<Context>(check: Check<Context>, ended: ReadonlyMap<string, CheckStatus>): CheckResult {
  const missing = check.needs.filter((id) => ended.get(id) !== "pass");
  const failed = missing.filter((id) => ended.get(id) !== "skip");
  // What was skipped has done nothing wrong: it is the reason only where nothing failed.
  const detail =
    failed.length > 0
      ? `needs ${failed.join(" and ")}, which did not pass`
      : `needs ${missing.join(" and ")}, which ${missing.length > 1 ? "were" : "was"} skipped`;
  return { ...identity(check), status: "skip", detail, durationMs: 0 };
}

function identity<Context>({ id, category, title }: Check<Context>) {
  return { id, category, title };
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
