import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rulePage } from "../../policies/check-model.ts";
import { rules } from "../../policies/rules/index.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "docs/rules");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

test("every page belongs to a rule", () => {
  const pages = readdirSync(folder).filter((name) => name !== "README.md");
  expect(pages.sort()).toEqual(rules.map(({ id }) => `${id}.md`).sort());
});

test("rule ids are unique and in kebab case", () => {
  const ids = rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
});

test.each(rules)(
  "the page of $id says what the rule says",
  ({ id, title, severity, systems, symptom, fix, source }) => {
    const page = read(rulePage(id));
    const sections = page.split(/^## /m).slice(1);
    expect(page).toContain(`# ${title}\n\n\`${id}\` · ${severity} · ${systems.join(", ")}\n`);
    expect(sections.map((section) => section.split("\n")[0])).toEqual([
      "What happens",
      "Bad",
      "Good",
      "Why",
      "How to mend it",
      "Source",
    ]);
    expect(sections[0]).toContain(symptom);
    expect(sections[1]).toContain("```");
    expect(sections[2]).toContain("```");
    const block = (section = "") => section.split("```")[1];
    expect(block(sections[1])).not.toBe(block(sections[2]));
    expect((sections[3] ?? "").length).toBeGreaterThan(120);
    expect(sections[4]).toContain(fix);
    expect(sections[5]).toContain(source);
  },
);

test.each(rules)("the index names $id", ({ id, severity, title }) => {
  const table = read("docs/rules/README.md").replaceAll(/ +/g, " ");
  expect(table).toContain(`| [${id}](${id}.md) | ${severity} | ${title} |`);
});

test.each(rules)("the fields of $id are sentences that help", ({ symptom, fix, source }) => {
  for (const text of [symptom, fix]) expect(text).toMatch(/^[A-Z`].*[.?]$/);
  expect(source.length).toBeGreaterThan(10);
});
