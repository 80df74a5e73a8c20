import type { TestStack } from "../support/test-stack.ts";
import type { ForeignRedis } from "./foreign-redis.ts";

/** Lets a stack use another Redis, with its secrets encrypted, and gives what Pulumi said. */
export async function deployWith(stack: TestStack, { redis, secrets }: ForeignRedis): Promise<string> {
  await stack.configure({ redis });
  for (const name of ["redisPassword", "redisSentinelPassword"]) {
    // Another Redis may have none, and then there is nothing to remove either.
    await stack.pulumi(["config", "rm", name]);
    const value = secrets[name];
    if (value === undefined) continue;
    const { exitCode, output } = await stack.pulumi(["config", "set", "--secret", name, value]);
    if (exitCode !== 0) throw new Error(output);
  }
  return await stack.up();
}
