import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkModel } from "../../policies/check-model.ts";
import { type Fixture, fixtureNames, placeIn, readFixture } from "../../policies/pages/fixture.ts";
import type { Finding } from "../../policies/rule.ts";
import { rules } from "../../policies/rules/index.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "test/fixtures/rules");
const shapes = rules.flatMap(({ id }) =>
  (["bad", "good"] as const).flatMap((kind) =>
    fixtureNames(join(folder, id), kind).map((name) => ({ id, kind, name })),
  ),
);
const bad = shapes.filter(({ kind }) => kind === "bad");
const good = shapes.filter(({ kind }) => kind === "good");

const readings = new Map<string, { readonly fixture: Fixture; readonly findings: readonly Finding[] }>();

/** One model for each fixture, and all rules on it. */
function read(id: string, name: string) {
  const path = join(folder, id, name);
  const reading = readings.get(path) ?? findingsIn(readFixture(path));
  readings.set(path, reading);
  return reading;
}

function findingsIn(fixture: Fixture) {
  return { fixture, findings: checkModel(fixture.model) };
}

test.each(rules)("$id has a bad fixture, a good one and a text on why", ({ id }) => {
  for (const kind of ["bad", "good"]) {
    // A program where only Pulumi can do it wrong.
    const files = ["stack.yaml", "Pulumi.yaml"].map((name) => join(folder, id, kind, name));
    expect(files.some(existsSync), `test/fixtures/rules/${id}/${kind}/stack.yaml`).toBe(true);
  }
  const why = join(root, "docs/rules/why", `${id}.md`);
  expect(existsSync(why), `docs/rules/why/${id}.md`).toBe(true);
  expect(readFileSync(why, "utf8").length).toBeGreaterThan(120);
});

test("every folder belongs to a rule, and holds fixtures that are used", () => {
  const ids = new Set(rules.map(({ id }) => id));
  const known = new Set(shapes.map(({ id, name }) => `${id}/${name}`));
  const folders = readdirSync(folder).flatMap((id) =>
    ids.has(id) ? readdirSync(join(folder, id)).map((name) => `${id}/${name}`) : [id],
  );
  expect(folders.filter((path) => !known.has(path))).toEqual([]);
});

test.each(bad)("$id finds the marked lines of $name, and no others", ({ id, name }) => {
  const { fixture, findings } = read(id, name);
  const own = findings.filter(({ rule }) => rule === id);
  expect(fixture.marked, `no line of ${id}/${name} ends with " # <--"`).not.toEqual([]);
  expect(differences(fixture, own), `${id}/${name}`).toEqual([]);
});

test.each(good)("$id finds nothing in $name", ({ id, name }) => {
  const { fixture, findings } = read(id, name);
  expect(fixture.marked, `a mark in ${id}/${name}`).toEqual([]);
  expect(findings.filter(({ rule }) => rule === id).map(show)).toEqual([]);
});

test("no finding of any rule in any fixture holds a secret", () => {
  const found = shapes.flatMap(({ id, name }) => read(id, name).findings);
  expect(found.length).toBeGreaterThan(rules.length);
  expect(found.filter((finding) => JSON.stringify(finding).includes("fixture-")).map(show)).toEqual([]);
});

test("no rule fails on any fixture", () => {
  const found = shapes.flatMap(({ id, name }) => read(id, name).findings);
  expect(found.filter(({ message }) => message.includes("is a fault of centrifugo-swarm")).map(show)).toEqual(
    [],
  );
});

/** What is found but not marked, and what is marked but not found. */
function differences({ marked }: Fixture, own: readonly Finding[]): readonly string[] {
  const violations = own.filter(({ kind }) => kind === "violation");
  const places = new Set(violations.map(({ origin }) => placeIn(origin)));
  return [
    ...marked.filter((place) => !places.has(place)).map((place) => `marked, and nothing is found: ${place}`),
    ...violations
      .filter(({ origin }) => !marked.includes(placeIn(origin) ?? ""))
      .map((finding) => `found, and not marked: ${show(finding)}`),
    ...own.filter(({ kind }) => kind === "not-checkable").map((finding) => `not checkable: ${show(finding)}`),
  ];
}

function show({ rule, kind, origin, message }: Finding): string {
  return `${placeIn(origin) ?? `no line (${origin.label})`}: ${rule}: ${kind}: ${message}`;
}
