import { expect, test } from "vitest";
import type { Finding } from "../../policies/rule.ts";
import { readComments } from "../../policies/suppressions/comments.ts";
import { readRuleSettings } from "../../policies/suppressions/config-file.ts";
import { suppress } from "../../policies/suppressions/suppression.ts";
import { SuppressionError } from "../../policies/suppressions/suppression-error.ts";
import { findingWith } from "../report/real-checks.ts";
import { allFormats, reportOf } from "./all-formats.ts";

const known = new Set(["require-api-key", "pin-image", "limit-resources"]);
const ignore = "# centrifugo-swarm-ignore";

function at(line: number | undefined, rule = "pin-image", file = "stack.yaml"): Finding {
  return { ...findingWith("x", rule), origin: { label: "x", file, ...(line === undefined ? {} : { line }) } };
}

/** Lines of a text, 1-based, on which findings of a rule are left alone. */
function quietLines(text: string, rule = "pin-image"): number[] {
  const suppressions = readComments("stack.yaml", text, known);
  const lines = text.split("\n").map((_, index) => index + 1);
  return lines.filter((line) => suppress([at(line, rule)], suppressions).suppressed.length === 1);
}

function errorOf(read: () => unknown): SuppressionError {
  try {
    read();
  } catch (error) {
    if (error instanceof SuppressionError) return error;
    throw error;
  }
  throw new Error("it was read");
}

const stack = (own: string, above = "", first = "") => `${first}
services:
  a:
    ${above}
    deploy:
      replicas: 1

      labels:
        x: y
    image: redis ${own}
  b:
    image: redis
`;

test("a comment at the end of a line is for that line", () => {
  expect(quietLines(stack(`${ignore} pin-image: because`))).toEqual([10]);
  expect(quietLines(stack(`${ignore} pin-image: because`), "limit-resources")).toEqual([]);
});

test("a comment above a key is for its block, over blank lines and other comments", () => {
  expect(quietLines(stack("", `${ignore} pin-image: because`))).toEqual([5, 6, 7, 8, 9]);
  expect(quietLines(stack("", `${ignore} pin-image: because\n    # another\n`))).toEqual([7, 8, 9, 10, 11]);
});

test("a block may be a list that is not indented, and ends before the next item", () => {
  expect(quietLines(`${ignore} pin-image: why\nports:\n- "80:80"\n- "81:81"\nimage: x`)).toEqual([2, 3, 4]);
  expect(
    quietLines(`ports:\n  ${ignore} pin-image: why\n  - target: 80\n    published: 1\n  - target: 81`),
  ).toEqual([3, 4]);
});

test("a comment for the file is for all of it, also for what has no line", () => {
  const text = stack("", "", `${ignore}-file pin-image: because`);
  expect(quietLines(text)).toHaveLength(text.split("\n").length);
  const suppressions = readComments("stack.yaml", text, known);
  expect(suppress([at(undefined)], suppressions).suppressed).toHaveLength(1);
  expect(suppress([at(2, "pin-image", "other.yaml")], suppressions).suppressed).toEqual([]);
});

test("one comment may name several rules, and a reason may have a colon", () => {
  const text = stack(`${ignore} pin-image, limit-resources require-api-key: see: #12`);
  for (const rule of known) expect(quietLines(text, rule)).toEqual([10]);
  expect(readComments("stack.yaml", text, known)[0]).toMatchObject({
    reason: "see: #12",
    place: "stack.yaml:10",
  });
});

test("lines that end as on Windows are read alike", () => {
  const text = stack(`${ignore} pin-image: because`, `${ignore} pin-image: why`).replaceAll("\n", "\r\n");
  expect(quietLines(text)).toEqual([5, 6, 7, 8, 9, 10]);
  expect(readComments("stack.yaml", text, known).map(({ reason }) => reason)).toEqual(["why", "because"]);
});

test.each([
  [`${ignore} pin-image`, "gives no reason"],
  [`${ignore} pin-image:  `, "gives no reason"],
  [`${ignore} pin-image because it is so`, "gives no reason"],
  [`${ignore}: because`, "names no rule"],
  [ignore, "names no rule"],
  [`${ignore} pin-images: because`, 'there is no rule "pin-images"'],
  [`${ignore}-next-line pin-image: because`, 'there is no rule "-next-line"'],
])("a comment that says too little is refused: %s", (comment, message) => {
  const { message: said, fix } = errorOf(() => readComments("stack.yaml", `a: 1\nb: 2 ${comment}`, known));
  expect(said).toBe(`stack.yaml:2: ${said.slice("stack.yaml:2: ".length)}`);
  expect(said).toContain(message);
  expect(fix).toMatch(/centrifugo-swarm(-ignore RULE: | check --list)/);
});

test("what stands in the place of a rule is not repeated where it may be a secret", () => {
  const secret = "4fd1c09b77e2a86635b0de1f9c8a7e42";
  const { message } = errorOf(() => readComments("stack.yaml", `a: 1 ${ignore} ${secret}: because`, known));
  expect(message).toBe("stack.yaml:1: there is no rule of that name.");
});

test("a suppression that nothing needs is told, but not one for what could not be checked", () => {
  const text = `a: 1 ${ignore} pin-image: why\nb: 1 ${ignore} limit-resources: why\nc: 1 ${ignore} require-api-key: why`;
  const open: Finding = { ...at(2, "limit-resources"), kind: "not-checkable" };
  const result = suppress([at(1), open], readComments("stack.yaml", text, known));
  expect(result.unused.map(({ place }) => place)).toEqual(["stack.yaml:3"]);
  expect(result.open).toEqual([open]);
  const report = reportOf([at(1), open], [], readComments("stack.yaml", text, known));
  const said = allFormats(report, []);
  expect(said).toContain("stack.yaml:3  require-api-key: suppresses nothing here");
  expect(report.unused).toEqual([{ rules: ["require-api-key"], by: "stack.yaml:3" }]);
});

const settings = (text: string) => readRuleSettings("centrifugo-swarm.yaml", text, known);

test("the settings file leaves rules out, for all services or one, and sets levels", () => {
  const { suppressions, levels } = settings(`
ignore:
  - rule: pin-image
    service: app
    reason: built here
  - { rule: limit-resources, reason: "one: node" }
levels: { require-api-key: info }
`);
  expect(suppressions.map(({ place, reason }) => `${place} ${reason}`)).toEqual([
    "centrifugo-swarm.yaml:3 built here",
    "centrifugo-swarm.yaml:6 one: node",
  ]);
  const of = (rule: string, service: string) =>
    suppress([{ ...at(1, rule), service }], suppressions).suppressed.length;
  expect([of("pin-image", "app"), of("pin-image", "redis"), of("limit-resources", "any")]).toEqual([1, 0, 1]);
  expect([...levels]).toEqual([["require-api-key", "info"]]);
});

test("an empty settings file sets nothing", () => {
  for (const text of ["", "# nothing\n", "ignore: []\nlevels: {}\n"])
    expect(settings(text)).toEqual({ suppressions: [], levels: new Map() });
});

test.each([
  ["a: [1", 1, "no YAML"],
  ["- a", 1, "holds no settings"],
  ["ignore: []\nignores: []", 2, "only the settings"],
  ["ignore: pin-image", 1, "`ignore` is a list"],
  ["ignore:\n  - pin-image", 2, "has `rule` and `reason`"],
  ["ignore:\n  - rule: pin-image\n    because: x", 3, "`rule`, `service` and `reason`"],
  ["ignore:\n  - { rule: pin-image }", 2, "gives no reason"],
  ["ignore:\n  - { reason: x }", 2, "names no rule"],
  ["ignore:\n  - { rule: pin-images, reason: x }", 2, 'no rule "pin-images"'],
  ['ignore:\n  - { rule: pin-image, service: "", reason: x }', 2, "one service"],
  ["ignore:\n  - { rule: pin-image, service: [a], reason: x }", 2, "one service"],
  ["levels: high", 1, "a severity for each rule"],
  ["levels:\n  pin-image: off", 2, "error, warning or info"],
  ["levels:\n  pin-images: info", 2, 'no rule "pin-images"'],
  ["levels: {}\nlevels: {}", 2, "no YAML"],
])("settings that cannot be followed are refused with their line: %j", (text, line, message) => {
  const { message: said, fix } = errorOf(() => settings(text));
  expect(said.startsWith(`centrifugo-swarm.yaml:${line}: `), said).toBe(true);
  expect(said).toContain(message);
  expect(fix).not.toContain("# centrifugo-swarm-ignore");
  expect(fix).toMatch(/\.$/);
});

test("what is suppressed is told with its reason in every format that tells more than what is open", () => {
  const [finding] = [at(1)];
  const suppressions = readComments("stack.yaml", `a: 1 ${ignore} pin-image: built here`, known);
  const report = reportOf([finding], [], suppressions);
  const said = allFormats(report, []);
  expect(said).toContain("stack.yaml:1:1  pin-image: built here");
  expect(said).toContain('"suppressed": {\n        "reason": "built here",\n        "by": "stack.yaml:1"');
  expect(said).toContain('"justification": "built here"');
  expect(said).toContain('<skipped message="suppressed: built here"/>');
  expect(said).toContain("- `pin-image` at `stack.yaml:1:1`: built here");
  expect(said).not.toContain("::error");
});
