import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone, type MakeProcess } from "../setup/clone.ts";
import { namesOf } from "../support/docker.ts";

/** One stack for all tests, in order: refused, killed, stopped, finished. */
let clone: Clone;

beforeAll(async () => {
  clone = await createClone();
});
afterAll(async () => {
  await clone?.dispose();
});

/** Resolves as soon as the output has the text; throws when the command ends without it. */
async function said(running: MakeProcess, text: string): Promise<void> {
  let output = "";
  const found = new Promise<void>((resolve) => {
    running.output.on("data", (chunk) => {
      output += String(chunk);
      if (output.includes(text)) resolve();
    });
  });
  const ended = running.result.then(({ all }) => {
    if (!all.includes(text)) throw new Error(`ended without ${JSON.stringify(text)}:\n${all}`);
  });
  await Promise.race([found, ended]);
}

/** The process that holds Pulumi's lock on the stack. */
async function pulumiProcess(): Promise<number> {
  const state = join(clone.directory, "state", "centrifugo-swarm", "centrifugo-swarm");
  const folder = join(state, ".pulumi", "locks", "organization", "centrifugo-swarm", clone.stack);
  const [name = ""] = await readdir(folder);
  return JSON.parse(await readFile(join(folder, name), "utf8")).pid;
}

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port);
  await once(server, "listening");
  return server;
}

test("a port in use is one sentence with its holder and a fix, and nothing is deployed", async () => {
  const server = await listen(clone.httpsPort);
  const { exitCode, all } = await clone.make("up");
  server.close();
  expect(exitCode, all).toBe(2);
  const errors = all.split("\n").filter((line) => line.startsWith("error: "));
  expect(errors).toEqual([
    expect.stringMatching(`^error: Port ${clone.httpsPort} is in use .*${process.pid}`),
  ]);
  expect(all).toContain("fix: stop that, or choose other ports");
  expect(all).not.toMatch(/^\s+at .+:\d+:\d+/m);
  for (const kind of ["service", "network", "secret", "config"] as const) {
    expect(await namesOf(kind, `${clone.stack}_`), kind).toEqual([]);
  }
});

test("when Pulumi is killed in the middle, `make up` says so and what to do", async () => {
  const running = clone.start("up");
  // The service is there, and Pulumi has not heard of it yet.
  await expect
    .poll(() => namesOf("service", `${clone.stack}_redis`), { timeout: 60_000, interval: 200 })
    .toHaveLength(1);
  process.kill(await pulumiProcess(), "SIGKILL");
  const { exitCode, all } = await running.result;
  expect(exitCode, all).toBe(2);
  expect(all).toContain("error: `pulumi up` was killed (SIGKILL)");
});

test("the next `make up` mends the state; Ctrl-C in it is one sentence, and it waits for Pulumi", async () => {
  const running = clone.start("up");
  await said(running, `Service ${clone.stack}_centrifugo creating`);
  process.kill(-running.pid, "SIGINT");
  const { exitCode, all } = await running.result;
  expect(exitCode, all).not.toBe(0);
  expect(all).toContain("releasing its lock");
  expect(all).toContain("mending the state");
  expect(all).toContain("error: `pulumi up` was stopped; what it had done is recorded.");
  expect(all).toContain("fix: run `make up` again");
  expect(all).not.toMatch(/^\s+at .+:\d+:\d+/m);
  await expect(pulumiProcess()).rejects.toThrow();
});

test("the `make up` after that finishes the work, and a preview has nothing to change", async () => {
  const { exitCode, all } = await clone.make("up");
  expect(exitCode, all).toBe(0);
  expect(all).not.toContain("mending the state");
  expect(all).toMatch(/\d+ passed, 0 failed/);
  const preview = await clone.make("preview");
  expect(preview.exitCode, preview.all).toBe(0);
  expect(preview.all).toMatch(/\d+ unchanged/);
  expect(preview.all).not.toMatch(/\d+ (?:to \w+|changes?)\b/);
});
