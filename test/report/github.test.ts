import { posix } from "node:path";
import { expect, test } from "vitest";
import { formatGithub } from "../../report/github.ts";
import { reportOf } from "../policies/all-formats.ts";
import { findingWith, nasty, realChecks } from "./real-checks.ts";

/** Reads a workflow command as the runner does: properties end at `::`, and are split at commas. */
function read(line: string) {
  const [, command = "", properties = "", data = ""] =
    /^::(error|warning|notice) (.*?)::(.*)$/.exec(line) ?? [];
  const decode = (text: string) =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  const pairs = properties.split(",").map((pair) => {
    const equals = pair.indexOf("=");
    return [pair.slice(0, equals), decode(pair.slice(equals + 1))] as const;
  });
  return { command, properties: Object.fromEntries(pairs), data: decode(data) };
}

const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

test("every finding of every stack file gets an annotation on its line", () => {
  for (const { findings, shown } of realChecks) {
    const violations = findings.filter(({ kind }) => kind === "violation");
    const annotations = linesOf(formatGithub(reportOf(findings, shown))).map(read);
    expect(annotations).toHaveLength(violations.length);
    for (const { properties, data } of annotations) {
      const found = violations.find(
        ({ rule, message }) => rule === properties["title"] && data.startsWith(message),
      );
      expect(properties["line"]).toBe(found?.origin.line?.toString());
      expect(properties["file"]).toMatch(/^test\/fixtures\/[\w/.-]+$/);
      expect(data).toContain(`\nfix: ${found?.fix}`);
    }
  }
});

test("no text ends a property or the command, or starts another one", () => {
  for (const text of nasty) {
    const lines = linesOf(formatGithub(reportOf([findingWith(text)], [])));
    expect(lines).toHaveLength(1);
    const { command, properties, data } = read(lines[0] ?? "");
    expect(command).toBe("error");
    expect(Object.keys(properties)).toEqual(["file", "line", "col", "title"]);
    expect(properties["file"]).toBe(posix.normalize(`stacks/${text}.yaml`));
    expect(data.split("\n").at(-1)).toBe("page: docs/rules/require-api-key.md");
  }
  expect(formatGithub(reportOf([findingWith("50%, a:b")], []))).toContain(
    "file=stacks/50%25%2C a%3Ab.yaml,line=3",
  );
});

test("severities are error, warning and notice, and what is in no file has no place", () => {
  const of = (severity: "error" | "warning" | "info") =>
    formatGithub(reportOf([{ ...findingWith("x"), severity, origin: { label: "stack" } }], []));
  expect([of("error"), of("warning"), of("info")].map((line) => line.split("::")[1])).toEqual([
    "error title=require-api-key",
    "warning title=require-api-key",
    "notice title=require-api-key",
  ]);
});
