import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSwarmJob } from "../../doctor/swarm-job.ts";
import { docker, namesOf } from "../support/docker.ts";
import { testJob } from "./job.ts";

const stack = `test-job-${randomBytes(3).toString("hex")}`;
const network = `${stack}_backend`;
const jobs = () => namesOf("service", `${stack}_doctor-`);

beforeAll(async () => {
  await docker("network", "create", "--driver", "overlay", network);
});
afterAll(async () => {
  await removeNetwork();
});

test("a job returns what its script printed, and is gone afterwards", async () => {
  const script = 'echo "$1, $2"; id -u; cat /proc/self/status | grep CapEff';
  const output = await runSwarmJob(testJob(stack, network, script));
  expect(output).toBe("one, two words\n1000\nCapEff:\t0000000000000000");
  expect(await jobs()).toEqual([]);
});

test("a job that fails says so in one sentence, and is gone afterwards", async () => {
  const failing = runSwarmJob(testJob(stack, network, 'echo "no such thing" >&2; exit 3'));
  await expect(failing).rejects.toThrow(/^the doctor's job \S+ ended early: /);
  expect(await jobs()).toEqual([]);
});

test("a job that takes too long is ended and removed", async () => {
  const slow = runSwarmJob(testJob(stack, network, "sleep 100", 3_000));
  await expect(slow).rejects.toThrow(/was not done within 3 s/);
  expect(await jobs()).toEqual([]);
});

test("a job on a network that does not exist is refused with the network's name", async () => {
  await expect(runSwarmJob(testJob(stack, "no-such-network", "true"))).rejects.toThrow(/no-such-network/);
  expect(await jobs()).toEqual([]);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s removes the job and ends the process", async (signal) => {
  const script = join(import.meta.dirname, "run-job.ts");
  const child = execa(process.execPath, [script, stack, network], { reject: false });
  await expect.poll(jobs, { timeout: 20_000 }).toHaveLength(1);
  child.kill(signal);
  const result = await child;
  expect(result.signal).toBe(signal);
  expect(await jobs()).toEqual([]);
});

/** The network of a removed service is in use until its task is gone. */
async function removeNetwork(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { exitCode } = await execa("docker", ["network", "rm", network], { reject: false });
    if (exitCode === 0) return;
    await sleep(300);
  }
  throw new Error(`the network ${network} is still in use`);
}
