import { globSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { actionlintBinary } from "../../lab/index.ts";
import { root } from "../../setup/project.ts";

const workflows = globSync(["{.github/workflows,examples/ci/github}/*.yml"], { cwd: root });

async function lint(...files: string[]) {
  const program = await actionlintBinary(console.error);
  return execa(program, ["-no-color", "-shellcheck=", "-pyflakes=", ...files], { reject: false, cwd: root });
}

test("actionlint has nothing to say about our workflows", { timeout: 600_000 }, async () => {
  expect(workflows.length).toBeGreaterThan(4);
  const { exitCode, stdout } = await lint(...workflows);
  expect(exitCode, stdout).toBe(0);
});

test("and it would find what an attacker could use", { timeout: 600_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "centrifugo-swarm-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "bad.yml");
  const step = `run: echo "\${{ github.event.pull_request.title }}"`;
  await writeFile(
    file,
    `on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - ${step}\n`,
  );
  const { exitCode, stdout } = await lint(file);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("github.event.pull_request.title");
});
