import type { Rule } from "../rule.ts";
import { centrifugoRules } from "./centrifugo/index.ts";
import { redisRules } from "./redis/index.ts";
import { swarmRules } from "./swarm/index.ts";
import { traefikRules } from "./traefik/index.ts";

/** Every rule, in the order of the findings. */
export const rules: readonly Rule[] = [...centrifugoRules, ...traefikRules, ...redisRules, ...swarmRules];
