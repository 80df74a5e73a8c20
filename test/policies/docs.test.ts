import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { indexOfRules, pageOf } from "../../policies/pages/pages.ts";
import { rules } from "../../policies/rules/index.ts";
import { observedRules } from "./observed-rules.ts";

const folder = join(import.meta.dirname, "../../docs/rules");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const markdownIn = (path: string): string[] => readdirSync(path).filter((name) => name.endsWith(".md"));

test("rule ids are unique and in kebab case", () => {
  const ids = rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
});

test("every page belongs to a rule, and so does every text on why", () => {
  const ids = rules.map(({ id }) => `${id}.md`).sort();
  expect(markdownIn(folder).filter((name) => name !== "README.md")).toEqual(ids);
  expect(markdownIn(join(folder, "why"))).toEqual(ids);
});

test.each(rules)("the page of $id is what `make docs` writes", (rule) => {
  expect(read(`${rule.id}.md`)).toBe(pageOf(rule));
});

test("the index is what `make docs` writes, and names every rule once", () => {
  const index = read("README.md");
  expect(index).toBe(indexOfRules());
  const named = [...index.matchAll(/^\| \[([a-z0-9-]+)\]\(\1\.md\)/gm)].map(([, id]) => id);
  expect(named.sort()).toEqual(rules.map(({ id }) => id).sort());
});

test("links of pages and index lead somewhere", () => {
  for (const name of markdownIn(folder)) {
    const text = read(name);
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(
      ([, heading = ""]) =>
        `#${heading
          .toLowerCase()
          .replaceAll(/[^\w -]/g, "")
          .replaceAll(" ", "-")}`,
    );
    const targets = [...text.matchAll(/\]\(([^):]+)\)/g)].map(([, target = ""]) => target);
    const dead = targets.filter((target) => !existsSync(join(folder, target)) && !headings.includes(target));
    expect(dead, name).toEqual([]);
  }
});

test.each(rules)("the fields of $id are sentences that help", ({ symptom, fix, source }) => {
  for (const text of [symptom, fix]) expect(text).toMatch(/^[A-Z`].*[.?]$/);
  expect(source.length).toBeGreaterThan(10);
});

test("what is said to be observed has a test that names the rule, and the other way round", () => {
  const observed = observedRules();
  expect(observed.size).toBeGreaterThan(10);
  const claimed = rules.filter(({ proof }) => proof === "observed").map(({ id }) => id);
  expect(claimed.filter((id) => !observed.has(id))).toEqual([]);
  const unclaimed = rules.filter(({ id, proof }) => proof === undefined && observed.has(id));
  expect(unclaimed.map(({ id }) => id)).toEqual([]);
});

test.each(rules)(
  "the source of $id leaves it to the field `proof` to say what was observed",
  ({ source }) => {
    expect(source).not.toMatch(/observed/i);
  },
);
