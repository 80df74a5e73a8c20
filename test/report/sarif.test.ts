import { isAbsolute } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { rules } from "../../policies/rules/index.ts";
import type { CheckReport } from "../../report/check-report.ts";
import { formatSarif } from "../../report/sarif.ts";
import { reportOf } from "../policies/all-formats.ts";
import { findingWith, nasty, realChecks } from "./real-checks.ts";

const text = z.strictObject({ text: z.string().min(1) });
const location = z.strictObject({
  physicalLocation: z.optional(
    z.strictObject({
      artifactLocation: z.strictObject({ uri: z.string().min(1) }),
      region: z.optional(z.strictObject({ startLine: z.int().positive(), startColumn: z.int().positive() })),
    }),
  ),
  logicalLocations: z.optional(z.array(z.strictObject({ fullyQualifiedName: z.string().min(1) }))),
  message: text,
});
const level = z.enum(["note", "warning", "error"]);

/** The part of SARIF 2.1.0 that is used here, with the names and bounds of its schema. */
const schema = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.literal("centrifugo-swarm"),
          semanticVersion: z.string(),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              shortDescription: text,
              fullDescription: text,
              help: text,
              defaultConfiguration: z.strictObject({ level }),
              properties: z.strictObject({ tags: z.array(z.string()) }),
            }),
          ),
        }),
      }),
      columnKind: z.literal("utf16CodeUnits"),
      invocations: z.tuple([
        z.strictObject({
          executionSuccessful: z.literal(true),
          toolExecutionNotifications: z.array(
            z.strictObject({
              level,
              message: text,
              locations: z.array(location).min(1),
              associatedRule: z.strictObject({ id: z.string(), index: z.int().nonnegative() }),
            }),
          ),
        }),
      ]),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().nonnegative(),
          level,
          message: text,
          locations: z.array(location).length(1),
          relatedLocations: z.optional(z.array(location).min(1)),
          partialFingerprints: z.record(z.string(), z.string().regex(/^[0-9a-f]{32}$/)),
          suppressions: z.optional(
            z.array(
              z.strictObject({ kind: z.enum(["inSource", "external"]), justification: z.string().min(1) }),
            ),
          ),
        }),
      ),
    }),
  ]),
});

function runOf(report: CheckReport) {
  return schema.parse(JSON.parse(formatSarif(report, rules, "1.2.3"))).runs[0];
}

test("every stack file gives SARIF, with indices that lead to the rule", () => {
  for (const { findings, shown } of realChecks) {
    const { tool, results, invocations } = runOf(reportOf(findings, shown));
    const { driver } = tool;
    const violations = findings.filter(({ kind }) => kind === "violation");
    expect(results).toHaveLength(violations.length);
    for (const { ruleId, ruleIndex } of results) expect(driver.rules[ruleIndex]?.id).toBe(ruleId);
    for (const { associatedRule } of invocations[0].toolExecutionNotifications)
      expect(driver.rules[associatedRule.index]?.id).toBe(associatedRule.id);
    const used = new Set(findings.map(({ rule }) => rule));
    expect(driver.rules.map(({ id }) => id).sort()).toEqual([...used].sort());
  }
});

test("places are relative to the working directory, and related ones are told", () => {
  const runs = realChecks.map(({ findings, shown }) => runOf(reportOf(findings, shown)));
  const results = runs.flatMap((run) => run.results);
  const related = results.flatMap(({ relatedLocations = [] }) => relatedLocations);
  expect(related.length).toBeGreaterThan(0);
  for (const { physicalLocation } of [...results.flatMap(({ locations }) => locations), ...related]) {
    const uri = physicalLocation?.artifactLocation.uri ?? "";
    expect(isAbsolute(uri) || uri.startsWith("..")).toBe(false);
    expect(uri).toMatch(/^test\/fixtures\/[\w/.-]+$/);
  }
});

test("whatever a file is called, its place is a relative URI", () => {
  for (const text of nasty) {
    const { results } = runOf(
      reportOf([{ ...findingWith(text), origin: { label: "a", file: wellFormed(text) } }], []),
    );
    const uri = results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri ?? "";
    expect(uri).toMatch(/^[\w.~!*'()%/-]+$/);
    const { protocol, pathname } = new URL(uri, "file:///work/");
    expect(protocol).toBe("file:");
    expect(decodeURIComponent(pathname)).toContain(wellFormed(text).slice(0, 5));
  }
});

test("what stands in no file has a logical place", () => {
  const label = "image of service app";
  const [result] = runOf(
    reportOf([{ ...findingWith("x"), origin: { label }, related: [{ label }] }], []),
  ).results;
  const place = { logicalLocations: [{ fullyQualifiedName: label }], message: { text: label } };
  expect(result?.locations).toEqual([place]);
  expect(result?.relatedLocations).toEqual([place]);
});

test("a fingerprint outlives a line that moves, and tells rules, services and places apart", () => {
  const at = (line: number, service = "app", rule = "require-api-key") => {
    const label = `image of service ${service}, line ${line}`;
    const finding = { ...findingWith("x", rule), service, origin: { label, file: "stack.yaml", line } };
    return runOf(reportOf([finding], [])).results[0]?.partialFingerprints["finding/v1"];
  };
  expect(at(3)).toBe(at(40));
  expect(new Set([at(3), at(3, "other"), at(3, "app", "require-http-backend")]).size).toBe(3);
});

test("a suppression tells its reason, and whether it stands in the file", () => {
  const suppressed = (place: string) => {
    const one = { rules: ["require-api-key"], reason: "behind a firewall", place, matches: () => true };
    return runOf(reportOf([findingWith("x")], [], [one])).results[0]?.suppressions;
  };
  const justification = "behind a firewall";
  expect(suppressed("stacks/x.yaml:9")).toEqual([{ kind: "inSource", justification }]);
  expect(suppressed("centrifugo-swarm.yaml:2")).toEqual([{ kind: "external", justification }]);
});

/** Half a character cannot stand in a path that Node reads. */
function wellFormed(text: string): string {
  return text.replaceAll("\ud800", "").replaceAll("\u0000", "");
}
