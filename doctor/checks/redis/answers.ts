import type { CheckOutcome } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import type { RedisTarget } from "../../doctor-target.ts";
import type { RedisAnswers, ServerAnswers } from "../../inside/redis-answers.ts";

/** What every Redis says to Centrifugo's user; asked once for all checks. */
export function redisAnswers(context: DoctorContext): Promise<RedisAnswers> {
  return swarmOf(context).facts.inside.redis();
}

/** The Redis itself, for checks whose `parts` have it. */
export function redisOf(context: DoctorContext): RedisTarget {
  const { redis } = swarmOf(context);
  if (redis === undefined) throw new Error("a check asks Redis without needing it");
  return redis;
}

/** What is wrong with the first that fails, else what all of them showed. */
export async function judgeEach(
  context: DoctorContext,
  judge: (answers: ServerAnswers) => CheckOutcome,
): Promise<CheckOutcome> {
  const { servers } = await redisAnswers(context);
  const outcomes = servers.map((answers) => ({ answers, outcome: judge(answers) }));
  const notPassed = outcomes.find(({ outcome }) => outcome.status !== "pass");
  if (notPassed !== undefined) return at(notPassed.outcome, notPassed.answers, servers.length);
  const details = outcomes.flatMap(({ outcome }) => (outcome.status === "pass" ? [outcome.detail] : []));
  return { status: "pass", detail: [...new Set(details)].join("; ") };
}

/** Of several, says which one it was. */
function at(outcome: CheckOutcome, { place }: ServerAnswers, count: number): CheckOutcome {
  if (outcome.status !== "fail" || count < 2 || outcome.seen.includes(place)) return outcome;
  return { ...outcome, seen: `${outcome.seen} at ${place}` };
}

/** A field of `INFO` as a number; 0 where it is not told. */
export function numberOf({ info }: ServerAnswers, field: string): number {
  return Number(info.get(field) ?? 0);
}
