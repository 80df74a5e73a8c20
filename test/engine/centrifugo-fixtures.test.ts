import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { checkOptions } from "../../config/centrifugo/check-options.ts";
import { coerceOptions } from "../../config/centrifugo/coerce-options.ts";
import { fieldAt } from "../../config/tables/centrifugo.ts";
import { centrifugoBinary } from "../../lab/index.ts";
import { checkconfig } from "./centrifugo/checkconfig.ts";
import { isTree, type Path } from "./centrifugo/stack-case.ts";

/** One configuration for each chapter of Centrifugo's documentation, as it stands under `centrifugo:`. */
const folder = join(import.meta.dirname, "../fixtures/centrifugo-configs");
const read = (version: string, name: string): unknown =>
  parse(readFileSync(join(folder, version, name), "utf8"));
const [v6, v5] = ["v6", "v5"].map((version) => readdirSync(join(folder, version)));

let binary: string;
beforeAll(async () => {
  binary = await centrifugoBinary(() => {});
});

test("there are fixtures for all that the documentation is about", () => {
  expect(v6?.length).toBeGreaterThan(40);
  expect(v5?.length).toBeGreaterThan(20);
});

test.each(v6 ?? [])("of v6, %s has no mistake, and Centrifugo takes it", async (name) => {
  const tree = read("v6", name);
  expect(checkOptions(coerceOptions(tree))).toEqual([]);
  expect(await checkconfig(binary, { json: JSON.stringify(tree), env: "", variables: {} })).toBe("");
});

test.each(v5 ?? [])("of older versions, %s gets what became of each of its keys", (name) => {
  const tree = read("v5", name);
  const older = olderPlaces(tree, []);
  expect(older.length).toBeGreaterThan(1);
  const faults = checkOptions(coerceOptions(tree));
  expect(faults.map(({ path }) => path.join("."))).toEqual(older.map((path) => path.join(".")));
  for (const { path, refusal } of faults) {
    const { code, message, fix } = refusal;
    expect(["renamed-option", "removed-option"], `${path.join(".")}: ${message}`).toContain(code);
    expect(fix).toMatch(code === "renamed-option" ? /^Write `[a-z0-9_]+: / : /^Remove it/);
  }
});

/** Keys that v6 does not have, and values where v6 has a section. */
function olderPlaces(tree: unknown, path: Path): Path[] {
  if (Array.isArray(tree)) return tree.flatMap((entry, index) => olderPlaces(entry, [...path, index]));
  if (!isTree(tree)) return [];
  return Object.entries(tree).flatMap(([key, value]): Path[] => {
    const here = [...path, key];
    const field = fieldAt(here.filter((step) => typeof step === "string"));
    if (field === undefined || (field.type === "object" && !isTree(value))) return [here];
    return "of" in field ? olderPlaces(value, here) : [];
  });
}
