import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../setup/project.ts";
import { run } from "../../setup/run.ts";

async function phonyTargets(): Promise<string[]> {
  const text = await readFile(join(root, "Makefile"), "utf8");
  return (/^\.PHONY: (.*)$/m.exec(text)?.[1] ?? "").split(" ");
}

test("plain make shows the help, with every target and a text", async () => {
  const targets = await phonyTargets();
  expect(targets).toEqual(
    expect.arrayContaining(["help", "up", "down", "test", "test-full", "bench", "env"]),
  );
  const help = await run("make", ["-C", root, "--no-print-directory"]);
  expect(help.ok).toBe(true);
  for (const target of targets) expect(help.stdout).toMatch(new RegExp(`^  make ${target} +\\S`, "m"));
});

test("without a terminal the help has no colors", async () => {
  const help = await run("make", ["-C", root, "help"]);
  expect(help.stdout.includes("\u001b")).toBe(false);
});

test("a machine without npm is told so in one sentence", async () => {
  const result = await run("/bin/sh", [join(root, "setup/npm.sh")], { env: { PATH: "/nonexistent" } });
  expect(result).toMatchObject({ exitCode: 1, stdout: "" });
  expect(result.stderr).toMatch(/^error: npm is not installed, .*\n {2}fix: install Node\.js/);
});

test("the CI runs make test and nothing else", async () => {
  const text = await readFile(join(root, ".ci/run"), "utf8");
  const commands = text.split("\n").filter((line) => line !== "" && !/^(#|set |cd )/.test(line));
  expect(commands).toEqual(["exec make test"]);
});
