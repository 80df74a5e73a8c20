import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { removeStaleJobs } from "../../doctor/job-services.ts";
import { runSwarmJob } from "../../doctor/swarm-job.ts";
import { docker, namesOf } from "../support/docker.ts";
import { testJob } from "./job.ts";

const stack = `test-job-${randomBytes(3).toString("hex")}`;
const network = `${stack}_backend`;
const jobs = () => namesOf("service", `${stack}_doctor-`);
const containers = () => docker("ps", "--quiet", "--filter", `name=${stack}_doctor-`);

beforeAll(async () => {
  await docker("network", "create", "--driver", "overlay", network);
});
afterAll(async () => {
  // What a failed test has left would keep the network.
  await Promise.all((await jobs()).map((job) => docker("service", "rm", job)));
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
  await expect.poll(containers, { timeout: 10_000 }).toBe("");
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

test("a job whose owner was killed is removed once it is old, and no other stack's", async () => {
  const script = join(import.meta.dirname, "run-job.ts");
  const child = execa(process.execPath, [script, stack, network], { reject: false });
  await expect.poll(jobs, { timeout: 20_000 }).toHaveLength(1);
  child.kill("SIGKILL");
  await child;
  const left = await jobs();
  // A proof that runs beside this one keeps its job.
  expect(await runSwarmJob(testJob(stack, network, "echo done"))).toBe("done");
  expect(await jobs()).toEqual(left);
  // Four minutes later; everything but the clock is real.
  vi.useFakeTimers({ now: Date.now() + 4 * 60_000, toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  await removeStaleJobs(`other-${stack}`);
  expect(await jobs()).toEqual(left);
  expect(await runSwarmJob(testJob(stack, network, "echo done"))).toBe("done");
  expect(await jobs()).toEqual([]);
});

/** Removed under a running container, the network would stay behind on this node. */
async function removeNetwork(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if ((await containers()) === "") {
      const { exitCode } = await execa("docker", ["network", "rm", network], { reject: false });
      if (exitCode === 0) return;
    }
    await sleep(300);
  }
  throw new Error(`the network ${network} is still in use`);
}
