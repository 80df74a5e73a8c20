import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { StackModel } from "../../model/model.ts";
import { checkModel } from "../../policies/check-model.ts";
import { placeIn, readFixture } from "../../policies/pages/fixture.ts";

/** Complete stacks as a careful team writes them; a violation in one of them is a false alarm, or a fault of it. */
const folder = join(import.meta.dirname, "../fixtures/stacks/good");
const names = readdirSync(folder);

test("there is a stack of each common shape", () => {
  expect(names).toEqual([
    "compose-backend",
    "external-redis",
    "own-default",
    "platform-edge",
    "sentinel",
    "single-node",
    "traefik-labels",
  ]);
});

test.each(names)("no rule finds a violation in %s", (name) => {
  const model = asKept(readFixture(join(folder, name)).model);
  expect(model.services.some(({ system }) => system !== "other")).toBe(true);
  const found = checkModel(model).filter(({ kind }) => kind === "violation");
  expect(found.map(({ rule, origin, message }) => `${placeIn(origin)}: ${rule}: ${message}`)).toEqual([]);
});

/** Such a team keeps everything under version control but its secrets, which its password store writes beside it. */
function asKept(model: StackModel): StackModel {
  const sourceFiles = model.sourceFiles.map((file) => ({ ...file, committed: file.kind !== "secret" }));
  return { ...model, sourceFiles };
}
