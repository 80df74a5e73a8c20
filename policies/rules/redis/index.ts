import type { Rule } from "../../rule.ts";

/** Rules on Redis, in the order in which they are listed. */
export const redisRules: readonly Rule[] = [];
