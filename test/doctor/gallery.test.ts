import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "../../doctor/catalogue.ts";
import { faults } from "../gallery/faults/index.ts";
import { faultsPage } from "../gallery/page.ts";

const root = join(import.meta.dirname, "../..");

test("docs/doctor-faults.md is what `make docs` writes", () => {
  expect(readFileSync(join(root, "docs/doctor-faults.md"), "utf8")).toBe(faultsPage());
});

test("the gallery has forty faults at least, each with a name of its own", () => {
  expect(faults.length).toBeGreaterThanOrEqual(40);
  expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
});

test("every fault is put in somewhere, and names a check that exists", () => {
  const checks = new Set(catalogue.map(({ id }) => id));
  for (const { id, inject, target, check } of faults) {
    expect(inject !== undefined || target !== undefined, id).toBe(true);
    expect(checks.has(check), id).toBe(true);
  }
});

test("a sample is put in by `make test`", () => {
  const sample = faults.filter((fault) => fault.sample === true);
  expect(sample.length).toBeGreaterThanOrEqual(8);
  expect(sample.length).toBeLessThanOrEqual(12);
});
