import { expect, test } from "vitest";
import type { CheckResult } from "../../doctor/check.ts";
import { diagnose } from "../../doctor/diagnosis.ts";

const result = (id: string, change: Partial<CheckResult>): CheckResult => ({
  id,
  layer: "edge",
  title: `title of ${id}`,
  status: "pass",
  detail: "seen",
  durationMs: 1,
  ...change,
});

const failed = (id: string, cause?: string) =>
  result(id, { status: "fail", expected: "x", seen: "y", cause, fix: `mend ${id}`, page: `docs/${id}.md` });

test("the first failure is the cause, and the others may come of it", () => {
  expect(diagnose([result("a", {}), failed("b", "B broke."), failed("c", "C broke.")])).toEqual({
    cause: "B broke.",
    fix: "mend b",
    page: "docs/b.md",
    check: "b",
    others: ["C broke."],
  });
});

test("a failure without a known cause is told by what was seen", () => {
  expect(diagnose([failed("b")]).cause).toBe("title of b: not so; y.");
});

test("a crash is the cause only where nothing failed", () => {
  const crash = result("a", { status: "crash", detail: "x is undefined" });
  expect(diagnose([crash, failed("b", "B broke.")]).check).toBe("b");
  expect(diagnose([crash])).toMatchObject({ check: "a", cause: expect.stringContaining("x is undefined") });
});

test("where a message was delivered, the page is what is left", () => {
  const { cause, fix } = diagnose([result("delivery", {})]);
  expect(cause).toBe("Messages are delivered to the client.");
  expect(fix).toContain("the fault is in the page");
});

test("where none was sent, nothing is promised", () => {
  const { cause, fix } = diagnose([result("delivery", { status: "skip" })]);
  expect({ cause, fix }).toEqual({
    cause: "Nothing that was looked at is wrong; no message was sent.",
    fix: undefined,
  });
});
