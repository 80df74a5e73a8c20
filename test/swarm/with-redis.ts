import { catalogue } from "../../doctor/catalogue.ts";
import { type DoctorRun, runDoctor } from "../../doctor/run-doctor.ts";
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

/** What the doctor says of a stack. */
export interface Diagnosis extends DoctorRun {
  /** `id: detail` of each check that did not hold. */
  readonly failed: readonly string[];
  /** `status: detail` by id. */
  readonly details: ReadonlyMap<string, string>;
}

export async function diagnose(stack: TestStack): Promise<Diagnosis> {
  const run = await runDoctor(await stack.doctorTarget(), catalogue);
  const failed = run.results.filter(({ status }) => status === "fail" || status === "crash");
  const details = new Map(run.results.map(({ id, status, detail }) => [id, `${status}: ${detail}`]));
  return { ...run, failed: failed.map(({ id, detail }) => `${id}: ${detail}`), details };
}
