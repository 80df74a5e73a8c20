import { execa } from "execa";
import { expect, test } from "vitest";

const run = (command: string, args: string[]) =>
  execa(command, args, { preferLocal: true, reject: false, all: true, env: { NO_COLOR: "1" } });

test("the code is formatted and the linter has nothing to say", async () => {
  const result = await run("biome", ["check", "--error-on-warnings", "."]);
  expect(result.exitCode, result.all).toBe(0);
});

test("the types hold", async () => {
  const result = await run("tsc", ["--noEmit"]);
  expect(result.exitCode, result.all).toBe(0);
});
