import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { backendFolder } from "../../setup/backend.ts";
import { releaseStaleLock } from "../../setup/lock.ts";
import { ensureStack } from "../../setup/stack.ts";
import { linkAs, type TestStack, testStack } from "./support.ts";

/** Writes a lock as Pulumi does, and returns its folder. */
async function lock({ context, project }: TestStack, pid: number, host = hostname()): Promise<string> {
  const folder = join(
    backendFolder(project, context.env),
    ".pulumi/locks/organization/centrifugo-swarm/test",
  );
  await mkdir(folder, { recursive: true });
  const content = { pid, username: "root", hostname: host, timestamp: "2026-01-01T00:00:00Z" };
  await writeFile(join(folder, "6eba3e91-ce86-4052-a752-266d5315b0f3.json"), JSON.stringify(content));
  return folder;
}

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn("true");
  await once(child, "exit");
  return child.pid ?? 0;
}

async function locksIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

test("the lock of a Pulumi that is gone is released, with a word", async () => {
  const stack = await testStack();
  await ensureStack(stack.context);
  const folder = await lock(stack, await endedProcess());
  const said: string[] = [];
  await releaseStaleLock(stack.context, stack.project, (line) => said.push(line));
  expect((await locksIn(folder)).filter((name) => name.endsWith(".json"))).toEqual([]);
  expect(said).toEqual([expect.stringContaining("releasing its lock")]);
});

test("a process of another name that has the number now does not hold the lock", async () => {
  const stack = await testStack();
  await ensureStack(stack.context);
  const folder = await lock(stack, process.pid);
  await releaseStaleLock(stack.context, stack.project, () => undefined);
  expect((await locksIn(folder)).filter((name) => name.endsWith(".json"))).toEqual([]);
});

test("a Pulumi that works is not disturbed", async () => {
  const stack = await testStack();
  const program = join(stack.context.root, "pulumi-here");
  await linkAs("/bin/sleep", program);
  await access(program);
  const child = spawn(program, ["60"]);
  onTestFinished(() => void child.kill());
  const folder = await lock(stack, child.pid ?? 0);
  await expect(releaseStaleLock(stack.context, stack.project, () => undefined)).rejects.toMatchObject({
    message: expect.stringContaining(`Pulumi is working on the stack test (process ${child.pid} on`),
    fix: expect.stringContaining("pulumi cancel"),
  });
  expect(await locksIn(folder)).toHaveLength(1);
});

test("the lock of another machine is not judged from here", async () => {
  const stack = await testStack();
  await lock(stack, await endedProcess(), "elsewhere");
  await expect(releaseStaleLock(stack.context, stack.project, () => undefined)).rejects.toThrow(
    "on elsewhere",
  );
});
