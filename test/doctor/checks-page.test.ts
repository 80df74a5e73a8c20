import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "../../doctor/catalogue.ts";
import { checksPage } from "../../doctor/pages/checks-page.ts";
import { checkPage } from "../../doctor/run-checks.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/doctor-checks.md"), "utf8");

test("docs/doctor-checks.md is what `make docs` writes", () => {
  expect(page).toBe(checksPage());
});

test("every check has the section that its failures lead to", () => {
  for (const { id } of catalogue) {
    const [file, anchor] = checkPage(id).split("#");
    expect(existsSync(join(root, file ?? ""))).toBe(true);
    expect(page).toContain(`\n### ${anchor}\n`);
  }
});

test("titles and reasons are sentences that fit where they are put", () => {
  for (const { title, why } of catalogue) {
    expect(title).toMatch(/[^.]$/);
    expect(why).toMatch(/^\p{Lu}.*\.$/u);
  }
});
