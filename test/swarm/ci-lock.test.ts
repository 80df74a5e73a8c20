import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "../setup/clone.ts";
import { namesOf } from "../support/docker.ts";

/** A runner that deploys with a state that others share, in order: killed, refused, cleared, finished. */
let clone: Clone;
let shared: Record<string, string>;
let locks: string;

beforeAll(async () => {
  clone = await createClone();
  const folder = join(clone.directory, "shared");
  await mkdir(folder);
  shared = { PULUMI_BACKEND_URL: `file://${folder}` };
  locks = join(folder, ".pulumi", "locks", "organization", "centrifugo-swarm", clone.stack);
});
afterAll(async () => {
  await clone?.make("down", { ...shared, PURGE: "1" });
  await clone?.dispose();
});

function expectExplained(all: string): void {
  expect(all).toContain(`error: The state of the stack ${clone.stack} is locked by `);
  expect(all).toMatch(/locked by \S+@\S+ \(pid \d+\) at \S+\. A run/);
  expect(all).toContain(`fix: see whether that run still works.`);
  expect(all).toContain(`pulumi cancel --yes --stack ${clone.stack}`);
  expect(all).not.toMatch(/^\s+at .+:\d+:\d+/m);
}

/** The command that the message names, as somebody would paste it. */
function clearLock(all: string) {
  const command = /gone: (.*), then run again/.exec(all)?.[1] ?? "false";
  const env = { ...clone.env, ...shared };
  return execa("bash", ["-e", "-c", command], { cwd: clone.directory, extendEnv: false, env, all: true });
}

test("a run that is killed leaves its lock, and the next one says what that is", async () => {
  const running = clone.start("up", shared);
  await expect
    .poll(() => namesOf("service", `${clone.stack}_redis`), { timeout: 120_000, interval: 200 })
    .toHaveLength(1);
  const [name = ""] = await readdir(locks);
  const { pid } = JSON.parse(await readFile(join(locks, name), "utf8"));
  // All of it at once, as when a runner goes away: nobody can clean up.
  process.kill(-running.pid, "SIGKILL");
  process.kill(pid, "SIGKILL");
  await running.result;
  const { exitCode, all } = await clone.make("up", shared);
  expect(exitCode, all).toBe(2);
  expectExplained(all);
  expect(await readdir(locks)).toContain(name);
});

test("the command that it names clears the lock, and `make up` mends the rest and finishes", async () => {
  const { all: said } = await clone.make("up", shared);
  await clearLock(said);
  expect((await readdir(locks)).filter((name) => name.endsWith(".json"))).toEqual([]);
  const { exitCode, all } = await clone.make("up", shared);
  expect(exitCode, all).toBe(0);
  expect(all).toContain("mending the state");
  expect(all).toMatch(/\d+ passed, 0 failed/);
});
