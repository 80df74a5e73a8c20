/** Writes the pages of the rules and their index, and removes the pages of rules that are gone; `make docs` calls it. */
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../rules/index.ts";
import { indexOfRules, pageOf } from "./pages.ts";

const folder = join(import.meta.dirname, "../../docs/rules");
const pages = new Map([
  ["README.md", indexOfRules()],
  ...rules.map((rule): [string, string] => [`${rule.id}.md`, pageOf(rule)]),
]);
for (const name of readdirSync(folder)) {
  if (name.endsWith(".md") && !pages.has(name)) rmSync(join(folder, name));
}
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
