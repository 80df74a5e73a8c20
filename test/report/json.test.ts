import { expect, test } from "vitest";
import { z } from "zod";
import { rules } from "../../policies/rules/index.ts";
import { formatJson } from "../../report/json.ts";
import { reportOf } from "../policies/all-formats.ts";
import { findingWith, nasty, realChecks } from "./real-checks.ts";

const ids = rules.map(({ id }) => id);
const severity = z.enum(["error", "warning", "info"]);
const count = z.int().nonnegative();
const place = z.strictObject({
  label: z.string().min(1),
  file: z.optional(z.string()),
  line: z.optional(z.int().positive()),
  column: z.optional(z.int().positive()),
});
const common = { rule: z.enum(ids), service: z.string(), message: z.string().min(1), place };

/** What `--format json` promises; a field may be added here, never taken out. */
const schema = z.strictObject({
  version: z.literal(1),
  counts: z.strictObject({ error: count, warning: count, info: count }),
  source: z.strictObject({ kind: z.enum(["files", "swarm", "program"]), names: z.array(z.string()) }),
  services: count,
  encrypted: z.array(z.string()),
  findings: z.array(
    z.strictObject({
      ...common,
      severity,
      fix: z.string().min(1),
      page: z.string().regex(/^docs\/rules\/[a-z0-9-]+\.md$/),
      related: z.array(place),
      suppressed: z.optional(z.strictObject({ reason: z.string().min(1), by: z.string().min(1) })),
    }),
  ),
  notChecked: z.array(z.strictObject(common)),
  unused: z.array(z.strictObject({ rules: z.array(z.enum(ids)), by: z.string() })),
});

test("every stack file gets the promised shape, in the order of lines", () => {
  for (const { findings, shown } of realChecks) {
    const report = schema.parse(JSON.parse(formatJson(reportOf(findings, shown))));
    const violations = findings.filter(({ kind }) => kind === "violation");
    expect(report.findings).toHaveLength(violations.length);
    expect(report.notChecked).toHaveLength(findings.length - violations.length);
    expect(report.counts.error).toBe(violations.filter(({ severity }) => severity === "error").length);
    for (const name of new Set(report.findings.map((one) => one.place.file))) {
      const lines = report.findings
        .filter((one) => one.place.file === name)
        .map((one) => one.place.line ?? 0);
      expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    }
  }
});

test("the order of the rules does not matter to the order of the findings", () => {
  for (const { findings, shown } of realChecks) {
    const violations = findings.filter(({ kind }) => kind === "violation");
    const text = formatJson(reportOf(violations, shown));
    expect(formatJson(reportOf(violations.toReversed(), shown))).toBe(text);
  }
});

test("texts of any kind come back as they were, without what steers a terminal", () => {
  for (const text of nasty) {
    const { findings } = schema.parse(JSON.parse(formatJson(reportOf([findingWith(text)], []))));
    expect(findings[0]?.message.length).toBe(text.length);
    expect(findings[0]?.message).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
  }
});
