import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import type { RedisAnswers } from "../../inside/ask-redis.ts";

/** What Redis says to Centrifugo's user; asked once for all checks. */
export function redisAnswers(context: DoctorContext): Promise<RedisAnswers> {
  return swarmOf(context).facts.inside.redis();
}

/** A field of `INFO` as a number; 0 where it is not told. */
export function numberOf({ info }: RedisAnswers, field: string): number {
  return Number(info.get(field) ?? 0);
}
