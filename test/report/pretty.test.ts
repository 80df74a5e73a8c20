import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { formatPretty, type PrettyOptions } from "../../report/pretty.ts";
import { reportOf } from "../policies/all-formats.ts";
import { findingWith, nasty, realChecks } from "./real-checks.ts";

const plain: PrettyOptions = { colour: false, showNotChecked: false, textOf: () => undefined };

test("every stack file fits a terminal of 100 columns, but for names that do not", () => {
  for (const { name, findings, shown } of realChecks) {
    const textOf = (file: string) => (shown.includes(file) ? readFileSync(file, "utf8") : undefined);
    const text = formatPretty(reportOf(findings, shown), { ...plain, showNotChecked: true, textOf });
    for (const line of text.split("\n")) {
      const isPlace = /^(?: {4}(?:see|fix: as above, at) )?\/?[\w./-]+:\d+:\d+$/.test(line);
      const isExcerpt = /^ *\d* *\| /.test(line);
      const isOneWord = /^ +\S+$/.test(line);
      if (!isPlace && !isExcerpt && !isOneWord)
        expect(line.length, `${name}: ${line}`).toBeLessThanOrEqual(100);
    }
  }
});

test("colours change nothing but colours", () => {
  for (const { findings, shown } of realChecks) {
    const report = reportOf(findings, shown);
    const coloured = formatPretty(report, { ...plain, colour: true });
    expect(coloured).toContain("\u001b[1m");
    expect(stripVTControlCharacters(coloured)).toBe(formatPretty(report, plain));
  }
});

test("no text steers the terminal", () => {
  for (const text of nasty) {
    expect(formatPretty(reportOf([findingWith(text)], []), plain)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  }
});

test("a long fix is printed once, and then its place", () => {
  const fix = "word ".repeat(40).trim();
  const at = (line: number) => ({
    ...findingWith("x"),
    fix,
    origin: { label: "x", file: "a.yaml", line, column: 1 },
  });
  const text = formatPretty(reportOf([at(1), at(2), at(3)], []), plain);
  expect(text.match(/fix: word/g)).toHaveLength(1);
  expect(text.match(/fix: as above, at a\.yaml:1:1$/gm)).toHaveLength(2);
});

test("the rule that is offered to be explained is of the worst finding", () => {
  const warning = {
    ...findingWith("x", "pin-image"),
    severity: "warning" as const,
    origin: { label: "x", file: "a" },
  };
  const text = formatPretty(reportOf([warning, findingWith("x")], []), plain);
  expect(text).toContain("check --explain require-api-key");
  expect(text).toMatch(/^1 error, 1 warning in 1 service\.\n$/m);
  expect(formatPretty(reportOf([], []), plain)).toBe("nothing found in 0 services.\n");
});

test("a place that the message names has its line above it only", () => {
  const label = "image of service app, line 3";
  const finding = {
    ...findingWith("x"),
    message: `${label} clashes with line 9.`,
    origin: { label, file: "a", line: 3 },
  };
  const text = formatPretty(reportOf([finding], []), plain);
  expect(text).toContain("    image of service app clashes with line 9.");
});
