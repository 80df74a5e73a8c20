import type { SwarmTarget } from "../doctor-target.ts";
import type { SwarmService } from "../facts/services.ts";
import { lazy } from "../lazy.ts";
import type { ApiRound } from "./api-answers.ts";
import { askNodes } from "./ask-api.ts";
import { askRedis } from "./ask-redis.ts";
import { compareSecrets, type SecretFingerprints } from "./compare-secrets.ts";
import type { RedisAnswers } from "./redis-answers.ts";

/** What jobs on the private networks see. */
export interface Inside {
  readonly nodes: () => Promise<ApiRound>;
  readonly redis: () => Promise<RedisAnswers>;
  readonly secrets: () => Promise<SecretFingerprints>;
}

/** Prepares the jobs; each runs once, when it is wanted first. */
export function lookInside(
  target: SwarmTarget,
  service: () => Promise<SwarmService>,
  backend: () => Promise<SwarmService | undefined>,
): Inside {
  return {
    nodes: lazy(async () => askNodes(target, await service())),
    redis: lazy(async () => {
      if (target.redis === undefined) throw new Error("a check asks Redis without needing it");
      return askRedis(target, target.redis, await service());
    }),
    secrets: lazy(async () => compareSecrets(target, await service(), await backend())),
  };
}
