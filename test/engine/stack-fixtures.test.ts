import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { centrifugoBinary } from "../../lab/index.ts";
import { environmentIn } from "../../policies/pages/fixture.ts";

const root = join(import.meta.dirname, "../fixtures");
const files = globSync(["rules/*/*/stack.yaml", "stacks/good/*/stack.yaml"], { cwd: root }).sort();

/** Variables of a file beside a stack file; none where there is no such file. */
function variablesIn(folder: string, name: string): Readonly<Record<string, string>> {
  try {
    return environmentIn(readFileSync(join(folder, name), "utf8"));
  } catch {
    return {};
  }
}

test("Docker takes the stack file of every fixture", async () => {
  expect(files.length).toBeGreaterThan(80);
  const refused: string[] = [];
  for (const file of files) {
    const cwd = dirname(join(root, file));
    const { exitCode, stderr } = await execa("docker", ["stack", "config", "-c", "stack.yaml"], {
      cwd,
      env: variablesIn(cwd, "env"),
      reject: false,
    });
    if (exitCode !== 0) refused.push(`${file}: ${stderr}`);
  }
  expect(refused).toEqual([]);
});

test("Centrifugo takes the configuration of every good fixture", async () => {
  const binary = await centrifugoBinary(() => {});
  const configs = globSync(["rules/*/good*/config.{yaml,json}", "stacks/good/*/config.{yaml,json}"], {
    cwd: root,
  });
  expect(configs.length).toBeGreaterThan(30);
  const refused: string[] = [];
  for (const config of configs) {
    const path = join(root, config);
    // What is mounted as `.env` beside it.
    const env = variablesIn(dirname(path), "centrifugo.env");
    const args = ["checkconfig", "--strict", "-c", path];
    const { exitCode, all } = await execa(binary, args, { cwd: "/", env, all: true, reject: false });
    if (exitCode !== 0) refused.push(`${config}: ${all}`);
  }
  expect(refused).toEqual([]);
});
