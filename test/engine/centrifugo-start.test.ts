import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { centrifugoBinary } from "../../lab/index.ts";
import { centrifugoFacts } from "../../stacks/centrifugo-options.ts";
import { redisConf, redisUsers } from "../../stacks/redis-config.ts";
import { inParallel } from "./centrifugo/checkconfig.ts";
import { startCentrifugo } from "./centrifugo/start-centrifugo.ts";
import { startableCase } from "./centrifugo/startable-case.ts";
import { right } from "./centrifugo/stricter-example.ts";
import { identity, judge, rendered } from "./centrifugo/verdicts.ts";
import { reader, withRedis } from "./run-redis.ts";

const seed = 20_261_127;
const count = process.env["TEST_TIER"] === "full" ? 200 : 25;
let binary: string;

beforeAll(async () => {
  binary = await centrifugoBinary(() => {});
});

/** The managed Redis by its socket; brokers of their own get a user who may do everything. */
function addresses(socket: string): Record<string, string> {
  const parts = ["BROKER", "PRESENCE_MANAGER", "MAP_BROKER"].flatMap((part): [string, string][] => [
    [`CENTRIFUGO_${part}_REDIS_ADDRESS`, `unix://${socket}`],
    [`CENTRIFUGO_${part}_REDIS_USER`, reader.user],
    [`CENTRIFUGO_${part}_REDIS_PASSWORD`, reader.password],
  ]);
  return { CENTRIFUGO_ENGINE_REDIS_ADDRESS: `unix://${socket}`, ...Object.fromEntries(parts) };
}

test("what we accept, Centrifugo starts with, warns of nothing, and ends when it is told to", async () => {
  const { config: plain } = judge(right);
  if (plain === undefined) throw new Error("a stack without a mistake was refused");
  const files = { conf: redisConf(plain), users: redisUsers(plain, identity) };
  const result = await withRedis(files, async ({ socket }) => {
    const cases = fc.sample(startableCase, { seed, numRuns: count });
    return await inParallel(cases, 2, async (stack) => {
      const { config, errors, warnings } = judge(stack);
      if (config === undefined) return { errors, stack: JSON.stringify(stack) };
      const { healthPath } = centrifugoFacts(config, identity);
      const start = await startCentrifugo(binary, rendered(config), {
        environment: addresses(socket),
        healthPath,
      });
      const isQuiet = start.complaints.length === 0 || warnings.includes("reject-debug-endpoints");
      if (start.served && start.exitCode === 0 && isQuiet) return undefined;
      return { ...start, stack: JSON.stringify(stack) };
    });
  });
  if ("refused" in result) throw new Error(result.refused);
  expect(result.used.filter((one) => one !== undefined)).toEqual([]);
});
