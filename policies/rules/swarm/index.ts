import type { Rule } from "../../rule.ts";

/** Rules on what Swarm does with any service, in the order in which they are listed. */
export const swarmRules: readonly Rule[] = [];
