import { expect, test } from "vitest";
import { codeSpan, escapeMarkdown } from "../../report/escape-markdown.ts";
import { formatMarkdown } from "../../report/markdown.ts";
import { reportOf } from "../policies/all-formats.ts";
import { findingWith, nasty, realChecks } from "./real-checks.ts";

/** Cells of a row: GitHub splits a table at every `|` without a backslash, also in code. */
const cells = (row: string) => row.split(/(?<!\\)\|/).slice(1, -1);
const rowsOf = (text: string) => text.split("\n").filter((line) => line.startsWith("|"));

/** What is left when code and escapes are taken out of a line: there nothing may be markup. */
function bare(line: string): string {
  const withoutCode = line.replaceAll(/(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
  return withoutCode.replaceAll(/\\./g, "").replaceAll("<br>", "").replaceAll("**Fix:**", "");
}

test("every finding of every stack file is a row of three cells", () => {
  for (const { findings, shown } of realChecks) {
    const rows = rowsOf(formatMarkdown(reportOf(findings, shown)));
    const violations = findings.filter(({ kind }) => kind === "violation");
    expect(rows).toHaveLength(violations.length === 0 ? 0 : violations.length + 2);
    for (const row of rows) expect(cells(row)).toHaveLength(3);
    for (const row of rows.slice(2)) expect(bare(row)).not.toMatch(/[`<>[\]*~$]|@(?!\u200b)|:\/\//);
  }
});

test("no text becomes markup, a mention, an issue, a link or another row", () => {
  for (const text of nasty) {
    const rows = rowsOf(formatMarkdown(reportOf([findingWith(text)], [])));
    expect(rows).toHaveLength(3);
    expect(cells(rows[2] ?? "")).toHaveLength(3);
    const left = bare(rows[2] ?? "");
    expect(left).not.toMatch(/[`<>[\]*_~$]|[@#](?!\u200b)|:\/\/|www\.|GH-\d|&(?!amp;)/);
  }
});

test("code of ours stays code, with pipes and grave accents in it", () => {
  expect(escapeMarkdown("Set `http_api.key`, a_b.")).toBe("Set `http_api.key`, a\\_b.");
  expect(escapeMarkdown("``PathPrefix(`/x`)`` or `a|b`")).toBe("``PathPrefix(`/x`)`` or `a\\|b`");
  expect(escapeMarkdown("an odd ` here")).toBe("an odd \\` here");
  expect(codeSpan("`x`")).toBe("`` `x` ``");
});

test("what is suppressed, not needed and not checkable is folded below", () => {
  const by = (rule: string) => ({
    rules: [rule],
    reason: "a *reason*",
    place: "a.yaml:2",
    matches: () => true,
  });
  const open = { ...findingWith("x"), kind: "not-checkable" as const, rule: "pin-image" };
  const report = reportOf([findingWith("x"), open], [], [by("require-api-key"), by("limit-resources")]);
  const text = formatMarkdown(report);
  expect(text).toContain("<summary>1 suppressed</summary>");
  expect(text).toContain("- `require-api-key` at `stacks/x.yaml:3:5`: a \\*reason\\*");
  expect(text).toContain("- `a.yaml:2`: `limit-resources` suppresses nothing here");
  expect(text).toContain("- `pin-image`: x");
  expect(rowsOf(text)).toEqual([]);
});
