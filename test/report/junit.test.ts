import { expect, test } from "vitest";
import { formatJunit } from "../../report/junit.ts";
import { reportOf } from "../policies/all-formats.ts";
import { readXml } from "./read-xml.ts";
import { findingWith, nasty, realChecks } from "./real-checks.ts";

test("the reader of these tests refuses what is no XML", () => {
  for (const text of [
    "<a>",
    "<a></b>",
    "<a b=c/>",
    "<a>&</a>",
    "<a>]]></a>",
    "<a/><b/>",
    '<a b="<"/>',
    "<a>\u0001</a>",
  ])
    expect(() => readXml(text), text).toThrow();
  expect(readXml('<a b="&quot;&#10;">&lt;</a>')).toMatchObject({ attributes: { b: '"\n' }, text: "<" });
});

test("every stack file gives XML with the right counts", () => {
  for (const { findings, shown } of realChecks) {
    const root = readXml(formatJunit(reportOf(findings, shown)));
    expect(root.name).toBe("testsuites");
    const [suite] = root.children;
    const cases = suite?.children ?? [];
    const having = (name: string) =>
      cases.filter(({ children }) => children.some((one) => one.name === name));
    expect(cases).toHaveLength(Math.max(1, findings.length));
    for (const { attributes } of [root, ...root.children])
      expect(attributes).toMatchObject({
        tests: String(cases.length),
        failures: String(having("failure").length),
        skipped: String(having("skipped").length),
        errors: "0",
      });
    const bad = findings.filter(({ kind, severity }) => kind === "violation" && severity !== "info");
    expect(having("failure")).toHaveLength(bad.length);
    expect(cases.map(({ attributes }) => attributes["classname"]).sort()).toEqual(
      findings.map(({ rule }) => rule).sort(),
    );
  }
});

test("a failure tells message, fix and page", () => {
  const root = readXml(formatJunit(reportOf([findingWith("a < b")], [])));
  const [one] = root.children[0]?.children ?? [];
  expect(one?.attributes).toEqual({ classname: "require-api-key", name: "stacks/a < b.yaml:3:5" });
  expect(one?.children[0]).toMatchObject({
    name: "failure",
    attributes: { type: "error", message: "a < b" },
    text: "a < b\nfix: Delete a < b.\npage: docs/rules/require-api-key.md",
  });
});

test("nasty texts come through a parser", () => {
  for (const text of nasty) {
    const root = readXml(formatJunit(reportOf([findingWith(text)], [])));
    const message = root.children[0]?.children[0]?.children[0]?.attributes["message"];
    // What XML cannot hold, and what steers a terminal, is a space.
    expect(message).toBe(text.replaceAll(/(?![\n\t])[\p{Cc}\p{Cf}\ud800\uffff]/gu, " "));
  }
});

test("information fails nothing, and nothing found is one test that passes", () => {
  const info = readXml(formatJunit(reportOf([{ ...findingWith("x"), severity: "info" }], [])));
  expect(info.attributes).toMatchObject({ tests: "1", failures: "0" });
  expect(info.children[0]?.children[0]?.children[0]?.name).toBe("system-out");
  const clean = readXml(formatJunit(reportOf([], [])));
  expect(clean.attributes).toMatchObject({ tests: "1", failures: "0", skipped: "0" });
});
