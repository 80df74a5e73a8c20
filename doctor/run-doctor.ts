import type { Check, CheckResult } from "./check.ts";
import { type Diagnosis, diagnose } from "./diagnosis.ts";
import { closeClients, type DoctorContext, doctorContext } from "./doctor-context.ts";
import type { DoctorTarget } from "./doctor-target.ts";
import { type RunOptions, runChecks } from "./run-checks.ts";

/** What a run has shown. */
export interface DoctorRun {
  /** True when no check failed or crashed; what was skipped says why. */
  readonly ok: boolean;
  /** True only when messages were published and all of them received. */
  readonly delivered: boolean;
  readonly results: readonly CheckResult[];
  readonly diagnosis: Diagnosis;
  /** Wall-clock time in milliseconds. */
  readonly durationMs: number;
}

/** Runs the checks on a stack; nothing that it opened or started is left afterwards. */
export async function runDoctor(
  target: DoctorTarget,
  checks: readonly Check<DoctorContext>[],
  options: RunOptions = {},
): Promise<DoctorRun> {
  const start = performance.now();
  const context = doctorContext(target);
  try {
    startEarly(context, checks);
    const results = await runChecks(checks, context, options);
    return {
      ok: results.every(({ status }) => status === "pass" || status === "skip"),
      delivered: results.some(({ id, status }) => id === "delivery" && status === "pass"),
      results,
      diagnosis: diagnose(results),
      durationMs: Math.round(performance.now() - start),
    };
  } finally {
    closeClients(context);
  }
}

/**
 * Starts what takes seconds and needs nothing else, so that it is there when its checks want it. What fails here is
 * told by those checks.
 */
function startEarly(
  { facts, drifted, target }: DoctorContext,
  checks: readonly Check<DoctorContext>[],
): void {
  const layers = new Set(checks.map(({ layer }) => layer));
  const begin = (work: (() => Promise<unknown>) | undefined) => void work?.().catch(() => {});
  if (layers.has("drift")) begin(drifted);
  if (facts === undefined) return;
  begin(facts.tasks);
  if (layers.has("machine")) begin(facts.engine);
  if (layers.has("swarm")) begin(facts.nodes);
  if (layers.has("logs")) begin(facts.logs);
  if (layers.has("api") && target.swarm?.apiKey !== undefined) begin(facts.inside.nodes);
  const redis = target.swarm?.redis;
  if (layers.has("redis") && redis !== undefined && redis.tls !== true) begin(facts.inside.redis);
}
