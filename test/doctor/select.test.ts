import { expect, test } from "vitest";
import { catalogue, proof } from "../../doctor/catalogue.ts";
import { layers } from "../../doctor/layers.ts";
import { select } from "../../doctor/select.ts";

const ids = (names: readonly string[]) => select(catalogue, names).map(({ id }) => id);

test("nothing named means all checks", () => {
  expect(select(catalogue, [])).toBe(catalogue);
});

test("a check brings what it needs, and what that needs", () => {
  expect(ids(["edge-foreign-origin"])).toEqual(["edge-tls", "edge-upgrade", "edge-foreign-origin"]);
});

test("a layer brings all of its checks", () => {
  const own = catalogue.filter(({ layer }) => layer === "redis").map(({ id }) => id);
  expect(ids(["redis"])).toEqual(expect.arrayContaining(own));
});

test("checks stand in the order of their layers, in the proof too", () => {
  const order = Object.keys(layers);
  for (const checks of [catalogue, proof]) {
    const places = checks.map(({ layer }) => order.indexOf(layer));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  }
});

test("the proof is a part of the catalogue, with all that it needs", () => {
  const all = new Set(proof.map(({ id }) => id));
  for (const check of proof) {
    expect(catalogue).toContain(check);
    for (const need of check.needs) expect(all).toContain(need);
  }
});
