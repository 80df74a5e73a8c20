import { catalogue } from "../../doctor/catalogue.ts";
import type { CheckResult } from "../../doctor/check.ts";
import { type DoctorRun, runDoctor } from "../../doctor/run-doctor.ts";
import type { TestStack } from "./test-stack.ts";

/** What the doctor says of a stack. */
export interface Diagnosis extends DoctorRun {
  /** Checks that did not hold. */
  readonly failures: readonly CheckResult[];
  /** `id: detail` of each of them. */
  readonly failed: readonly string[];
  /** `status: detail` by id. */
  readonly details: ReadonlyMap<string, string>;
}

/** Runs every check of the doctor. */
export async function diagnose(stack: TestStack): Promise<Diagnosis> {
  const run = await runDoctor(await stack.doctorTarget(), catalogue);
  const failures = run.results.filter(({ status }) => status === "fail" || status === "crash");
  const details = new Map(run.results.map(({ id, status, detail }) => [id, `${status}: ${detail}`]));
  return { ...run, failures, failed: failures.map(({ id, detail }) => `${id}: ${detail}`), details };
}
