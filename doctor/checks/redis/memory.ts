import { type Check, type CheckOutcome, fail, pass } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import type { ServerAnswers } from "../../inside/redis-answers.ts";
import { judgeEach, numberOf, redisOf } from "./answers.ts";

/** Part of its limit from which on Redis is nearly full. */
const nearlyFull = 0.9;

/** Looks at the memory of Redis, and at what it does when there is no more. */
export const redisMemory: Check<DoctorContext> = {
  id: "redis-memory",
  layer: "redis",
  title: "Redis has memory left and evicts nothing",
  why: "A full Redis refuses messages; one that evicts forgets history, and clients miss messages without an error.",
  parts: ["swarm", "redis"],
  needs: ["redis-version"],
  async run(context) {
    const { external = false } = redisOf(context);
    return judgeEach(context, (answers) => judge(answers, external));
  },
};

function judge(answers: ServerAnswers, external: boolean): CheckOutcome {
  const [used, limit] = [numberOf(answers, "used_memory"), numberOf(answers, "maxmemory")];
  const policy = answers.info.get("maxmemory_policy") ?? "unknown";
  const seen = `${megabytes(used)} of ${limit === 0 ? "no limit" : megabytes(limit)}, ${policy}`;
  const evicted = numberOf(answers, "evicted_keys");
  if (policy !== "noeviction" && limit > 0)
    return fail({
      expected: "maxmemory-policy noeviction",
      seen: `${seen}, ${evicted} keys evicted`,
      cause: `Redis drops history when it is full (${policy}), so that clients miss messages.`,
      fix: external
        ? "Set maxmemory-policy noeviction there."
        : "Set maxmemory-policy noeviction, and deploy.",
      page: "docs/rules/keep-history-from-eviction.md",
    });
  if (limit > 0 && used > limit * nearlyFull)
    return fail({
      expected: `less than ${nearlyFull * 100} % used`,
      seen,
      cause: "Redis is nearly full: it will refuse to take messages.",
      fix: external
        ? "Raise its maxmemory, or keep less history."
        : "Raise redis.maxMemory, or keep less history.",
    });
  return pass(seen);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`;
}
