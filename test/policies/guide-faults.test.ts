import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { fromCompose } from "../../model/from-compose.ts";
import { checkModel } from "../../policies/check-model.ts";
import type { Finding } from "../../policies/rule.ts";

/**
 * The five faults that a team's debugging guide lists as mended, each in several shapes. A comment `# <-- RULE`
 * marks the line on which RULE has to find something; other rules may have more to say.
 */
const folder = join(import.meta.dirname, "../fixtures/stacks/guide");
const stackFiles = globSync("*.yaml", { cwd: folder })
  .filter((name) => !/\.\w+\.yaml$/.test(name))
  .sort();

const environment = {
  CENTRIFUGO_API_KEY: "fixture-api-key-0f1e2d3c4b5a69788796a5b4",
  API_KEY: "fixture-api-key-0f1e2d3c4b5a69788796a5b4",
  TOKEN_SECRET: "fixture-token-secret-9a8b7c6d5e4f3a2b1c0d",
  OLD_TOKEN_SECRET: "fixture-old-token-secret-1a2b3c4d5e6f7a8b",
};

function violationsIn(name: string): readonly Finding[] {
  const model = fromCompose({ files: [join(folder, name)], environment });
  return checkModel(model).filter(({ kind }) => kind === "violation");
}

/** `file:line rule` of each mark in a stack file and in what it mounts. */
function marksOf(name: string): string[] {
  const start = name.replace(/\.yaml$/, "");
  const files = globSync(`${start}{.yaml,.env,.*.yaml}`, { cwd: folder });
  return files.flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split("\n")
      .flatMap((line, index) => {
        const [, next, rules] = /# <-- (next line: )?([a-z1-9, -]+)$/.exec(line) ?? [];
        const place = `${file}:${index + (next === undefined ? 1 : 2)}`;
        return (rules ?? "").split(", ").flatMap((rule) => (rule === "" ? [] : [`${place} ${rule}`]));
      }),
  );
}

test("there are several shapes of each fault", () => {
  const faults = ["api-header", "namespace", "http1", "token", "invented-variable"];
  for (const fault of faults) {
    expect(stackFiles.filter((name) => name.startsWith(fault)).length).toBeGreaterThanOrEqual(3);
  }
});

test.each(stackFiles)("the fault is found on its line: %s", (name) => {
  const found = violationsIn(name).map(
    ({ rule, origin: { file = "", line } }) => `${basename(file)}:${line} ${rule}`,
  );
  expect(marksOf(name).length).toBeGreaterThan(0);
  expect(found).toEqual(expect.arrayContaining(marksOf(name)));
});

const messagesOf = (name: string, rule: string): string =>
  violationsIn(name)
    .filter((finding) => finding.rule === rule)
    .map(({ message, fix }) => `${message} ${fix}`)
    .join("\n");

test("a finding on two names of one secret tells the line of the other", () => {
  const text = messagesOf("token-two-names.yaml", "reject-ignored-variable");
  expect(text).toContain("v5");
  expect(text).toContain("line 8");
});

test("the guide's false cures are said to have no effect", () => {
  expect(messagesOf("http1-option-by-label.yaml", "reject-scheme-as-http1-cure")).toMatch(/no effect/);
  expect(messagesOf("invented-variable.yaml", "reject-unknown-variable")).toMatch(/no effect|does not know/);
});

test("no finding quotes a secret", () => {
  const all = JSON.stringify(stackFiles.map(violationsIn));
  expect(all).not.toContain("fixture-");
});
