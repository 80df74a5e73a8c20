import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { stackFileSchema } from "../../config/json-schema/stack-file-schema.ts";
import { settingsPage } from "../../config/settings-page/page.ts";
import { optionTable } from "../../config/tables/centrifugo.ts";

const read = (path: string): string => readFileSync(join(import.meta.dirname, "../..", path), "utf8");
const page = read("docs/config.md");

test("docs/config.md is what `make docs` writes", () => {
  expect(settingsPage(stackFileSchema()) === page, "run `make docs`").toBe(true);
});

test("the committed JSON Schema is what `make docs` writes", async () => {
  const path = "config/stack-file.schema.json";
  const input = JSON.stringify(stackFileSchema());
  const args = ["format", `--stdin-file-path=${path}`];
  const { stdout } = await execa("biome", args, { preferLocal: true, input, stripFinalNewline: false });
  expect(stdout === read(path), "run `make docs`").toBe(true);
});

test("the page says something about every setting and every option", () => {
  const settings = Object.keys(stackFileSchema().definitions ?? {}).flatMap(
    (name) => name.split("setting-")[1] ?? [],
  );
  expect(settings.length).toBeGreaterThan(10);
  for (const key of settings) {
    const [, text = ""] = page.split(`### ${key}\n\n`);
    expect(text, `${key} has no description: register one in \`fields\``).toMatch(/^[A-Z][^|]{15,}\./);
  }
  for (const [name, group] of optionTable.groups) {
    const missing = [...group.keys()].filter(
      (key) => !new RegExp(`^(?:\\| \`[\\w.\\[\\]]*\\b${key}\` \\||### ${key}$)`, "m").test(page),
    );
    expect(missing, name).toEqual([]);
  }
});

test("links inside the page lead to headings", () => {
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) =>
    text.toLowerCase().replaceAll(" ", "-"),
  );
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target);
  expect(links.length).toBeGreaterThan(10);
  for (const target of links) expect(headings).toContain(target);
});

test("no row of a table has more cells than its head", () => {
  let head = 0;
  for (const line of page.split("\n")) {
    const cells = line.startsWith("|") ? line.split(/(?<!\\)\|/).length : 0;
    if (cells === 0 || head === 0) head = cells;
    expect(cells, line).toBe(head);
  }
});
