import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { UserError } from "../../config/user-error.ts";
import { buildOnce, type Recipe, recipeKey } from "../../lab/build-cache.ts";
import { run } from "../../lab/run.ts";

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "build-cache-"));
});
afterEach(() => rm(cache, { recursive: true, force: true }));

const silent = () => {};

function recipe(changes: Partial<Recipe> = {}): Recipe {
  return {
    name: "thing",
    title: "the thing",
    usualTime: "no time",
    inputs: ["1"],
    files: [],
    build: async ({ output }) => {
      await writeFile(join(output, "thing"), "whole");
      return "1.0";
    },
    ...changes,
  };
}

const script = join(import.meta.dirname, "build-once.ts");
const process = (pace: "slow" | "fast") =>
  execa("node", [script, cache, pace], { preferLocal: true, reject: false });

async function builds(): Promise<number> {
  return (await readFile(join(cache, "builds"), "utf8").catch(() => "")).length;
}

test("a finished build is not built again", async () => {
  const build = vi.fn(recipe().build);
  const first = await buildOnce(recipe({ build }), silent, cache);
  const second = await buildOnce(recipe({ build }), silent, cache);
  expect(second).toEqual(first);
  expect(await readFile(join(second.directory, "thing"), "utf8")).toBe("whole");
  expect(build).toHaveBeenCalledTimes(1);
});

test("a build that was killed half way is not taken for a finished one, and leaves no lock", async () => {
  const killed = process("slow");
  await vi.waitFor(async () => expect(await builds()).toBe(1), 10_000);
  killed.kill("SIGKILL");
  expect((await killed).signal).toBe("SIGKILL");
  expect((await readdir(cache)).filter((name) => name.includes(".tmp-"))).toHaveLength(1);

  const next = await process("fast");
  const directory = next.stdout.split("\n").at(-1) ?? "";
  expect(next.exitCode, next.stderr).toBe(0);
  expect(await readFile(join(directory, "thing"), "utf8")).toBe("whole");
  expect(await readdir(cache)).toEqual(expect.not.arrayContaining([expect.stringContaining(".tmp-")]));
});

test("a run that waits takes over when the building one is killed", async () => {
  const killed = process("slow");
  await vi.waitFor(async () => expect(await builds()).toBe(1), 10_000);
  const waiting = process("fast");
  const [line] = await once(waiting.stdout, "data");
  expect(String(line)).toContain("waiting for another run that builds the thing");
  killed.kill("SIGKILL");
  await killed;
  expect((await waiting).exitCode).toBe(0);
  expect(await builds()).toBe(2);
});

test("several processes and callers at once build only once", async () => {
  const results = await Promise.all([process("fast"), process("fast"), process("fast")]);
  expect(results.map((result) => result.exitCode)).toEqual([0, 0, 0]);
  expect(await builds()).toBe(1);

  const build = vi.fn(recipe().build);
  const other = recipe({ name: "other", build });
  await Promise.all([1, 2, 3].map(() => buildOnce(other, silent, cache)));
  expect(build).toHaveBeenCalledTimes(1);
});

test("a changed input or file gives another key, and an unchanged one the same", async () => {
  const file = join(cache, "go.sum");
  await writeFile(file, "a");
  const key = () => recipeKey(recipe({ files: [file] }));
  const before = await key();
  expect(await key()).toBe(before);
  await writeFile(file, "b");
  expect(await key()).not.toBe(before);
  expect(await recipeKey(recipe({ inputs: ["2"] }))).not.toBe(await recipeKey(recipe()));
});

test("an artifact whose record was lost is built anew", async () => {
  const { directory } = await buildOnce(recipe(), silent, cache);
  await rm(join(directory, "artifact.json"));
  const build = vi.fn(recipe().build);
  await buildOnce(recipe({ build }), silent, cache);
  expect(build).toHaveBeenCalledTimes(1);
});

async function failure(command: string): Promise<UserError> {
  const failing = recipe({
    build: async ({ log }) => {
      await run(log, ["sh", "-c", command]);
      return "1.0";
    },
  });
  const error = await buildOnce(failing, silent, cache).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`expected a UserError, not ${error}`);
  return error;
}

test("a failed build says the compiler's reason in one sentence and keeps its log", async () => {
  const error = await failure("echo 'main.go:3: undefined: x' >&2; exit 1");
  expect(error.message).toBe("Building the thing failed: main.go:3: undefined: x");
  const [log = ""] = await readdir(join(cache, "logs"));
  expect(error.fix).toContain(log);
  expect(await readFile(join(cache, "logs", log), "utf8")).toContain("undefined: x");
  expect(await readdir(cache)).toEqual(["logs"]);
});

test("a full disk is called a full disk", async () => {
  const error = await failure("head -c 10 /dev/zero > /dev/full");
  expect(error.message).toBe("There is no space left on the disk to build the thing.");
});
