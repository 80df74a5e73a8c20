import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../../setup/project.ts";
import { readWorkflow } from "../../support/workflow.ts";

const files = globSync("examples/ci/github/*.yml", { cwd: root }).sort();
const steps = async (file: string) =>
  Object.values((await readWorkflow(file)).jobs).flatMap((job) => job.steps);

/** The least that each of them needs; anything more has to be said here as well. */
const rights: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "check.yml": { contents: "read", "security-events": "write" },
  "comment.yml": { actions: "read", contents: "read", "pull-requests": "write" },
  "deploy.yml": { contents: "read" },
  "pull-request.yml": { contents: "read", "pull-requests": "write" },
};

test("there are four", () => {
  expect(files.map((file) => file.split("/").at(-1))).toEqual(Object.keys(rights));
});

describe.for(files)("%s", (file) => {
  const name = file.split("/").at(-1) ?? "";

  test("has no rights but those of its job, which are the least", async () => {
    const { permissions, jobs } = await readWorkflow(file);
    expect(permissions).toEqual({});
    expect(Object.values(jobs).map((job) => job.permissions)).toEqual([rights[name]]);
  });

  test("runs once at a time for a stack or a pull request, and ends", async () => {
    const { concurrency, jobs } = await readWorkflow(file);
    expect(concurrency.group).toMatch(/STACK \|\| 'prod'|head_sha/);
    for (const job of Object.values(jobs)) expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
  });

  test("puts no expression into a script: all go through the environment", async () => {
    for (const { run } of await steps(file)) expect(run ?? "").not.toContain("${{");
  });

  test("names actions by commit, with the tag beside it, and leaves no token in the clone", async () => {
    const uses = (await steps(file)).filter((step) => step.uses !== undefined);
    for (const step of uses) {
      expect(step.uses).toMatch(/^[\w./-]+@[0-9a-f]{40}$/);
      if (step.uses?.startsWith("actions/checkout@"))
        expect(step.with).toEqual({ "persist-credentials": false });
    }
    const tagged = readFileSync(join(root, file), "utf8").match(/uses: \S+@\S{40} # v\d+\.\d+\.\d+$/gm);
    expect(tagged).toHaveLength(uses.length);
  });

  test("gives a secret to single steps only", async () => {
    const { env, jobs } = await readWorkflow(file);
    const wide = [env, ...Object.values(jobs).map((job) => job.env)].flatMap(Object.values);
    expect(wide.filter((value) => /secrets\.|github\.token/.test(value))).toEqual([]);
  });
});

test("one that forks can start has no secret at all", async () => {
  const text = readFileSync(join(root, "examples/ci/github/check.yml"), "utf8");
  expect(text).not.toMatch(/secrets\.|github\.token/);
});

test("the comment on a fork's pull request is made outside of what the fork has written", async () => {
  const found = await steps("examples/ci/github/comment.yml");
  const download = found.find(({ uses }) => uses?.startsWith("actions/download-artifact@"));
  expect(download?.with["path"]).toMatch(/^\$\{\{ runner\.temp \}\}\/foreign$/);
  expect(found.some((step) => step.with["ref"] !== undefined)).toBe(false);
});

test("the same actions are of the same version everywhere", () => {
  const all = [".github/workflows/test.yml", ...files].flatMap(
    (file) => readFileSync(join(root, file), "utf8").match(/\S+@[0-9a-f]{40} # \S+/g) ?? [],
  );
  const versions = new Set(all);
  const actions = new Set([...versions].map((one) => one.split("@")[0]));
  expect(versions.size).toBe(actions.size);
});
