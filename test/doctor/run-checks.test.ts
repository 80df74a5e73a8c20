import { expect, test } from "vitest";
import { UserError } from "../../config/user-error.ts";
import { type Check, type CheckOutcome, fail, pass, skip } from "../../doctor/check.ts";
import type { DoctorTarget } from "../../doctor/doctor-target.ts";
import { runChecks } from "../../doctor/run-checks.ts";

interface Trace {
  readonly target: DoctorTarget;
  readonly ran: string[];
}

const newTrace = (): Trace => ({ target: { channels: [] }, ran: [] });

function check(id: string, needs: string[], outcome: () => CheckOutcome): Check<Trace> {
  return {
    id,
    layer: "edge",
    title: `title of ${id}`,
    why: `why ${id}`,
    parts: [],
    needs,
    run: async ({ ran }) => {
      ran.push(id);
      return outcome();
    },
  };
}

const statuses = (results: readonly { id: string; status: string }[]) =>
  results.map(({ id, status }) => `${id} ${status}`);

test("checks run in order, and each verdict is given as soon as it is known", async () => {
  const trace = newTrace();
  const checks = [check("a", [], () => pass("fine")), check("b", ["a"], () => pass("fine"))];
  await runChecks(checks, trace, {
    onResult: ({ id }) => trace.ran.push(`verdict ${id}`),
  });
  expect(trace.ran).toEqual(["a", "verdict a", "b", "verdict b"]);
});

test("a check is skipped, with the reason, when one that it needs did not pass", async () => {
  const trace = newTrace();
  const results = await runChecks(
    [
      check("a", [], () => fail({ expected: "whole", seen: "broken", fix: "mend it" })),
      check("b", ["a"], () => pass("")),
      check("c", ["b"], () => pass("")),
      check("d", [], () => skip("no reason")),
      check("e", ["d"], () => pass("")),
      check("f", [], () => pass("")),
      check("g", ["a", "d"], () => pass("")),
      check("h", ["d", "e"], () => pass("")),
    ],
    trace,
  );
  expect(statuses(results)).toEqual([
    "a fail",
    "b skip",
    "c skip",
    "d skip",
    "e skip",
    "f pass",
    "g skip",
    "h skip",
  ]);
  expect(results.map(({ detail }) => detail)).toEqual([
    "expected whole, saw broken",
    "needs a, which did not pass",
    "needs b, which was skipped",
    "no reason",
    "needs d, which was skipped",
    "",
    "needs a, which did not pass",
    "needs d and e, which were skipped",
  ]);
  expect(trace.ran).toEqual(["a", "d", "f"]);
});

test("a check that throws has crashed, and the rest go on", async () => {
  const results = await runChecks(
    [
      check("a", [], () => {
        throw new TypeError("x is undefined");
      }),
      check("b", [], () => pass("")),
    ],
    newTrace(),
  );
  expect(statuses(results)).toEqual(["a crash", "b pass"]);
  expect(results[0]?.detail).toBe("x is undefined");
});

test("a UserError is a failure with its fix, not a crash", async () => {
  const refuse = () => {
    throw new UserError("no engine", { fix: "Start it." });
  };
  const [result] = await runChecks([check("a", [], refuse)], newTrace());
  expect(result).toMatchObject({ status: "fail", cause: "no engine", fix: "Start it." });
});

test("a list in which a check needs a later one is refused", async () => {
  const checks = [check("a", ["b"], () => pass("")), check("b", [], () => pass(""))];
  await expect(runChecks(checks, newTrace())).rejects.toThrow('"a" needs "b"');
});

test("a list with one id twice is refused", async () => {
  const checks = [check("a", [], () => pass("")), check("a", [], () => pass(""))];
  await expect(runChecks(checks, newTrace())).rejects.toThrow('two checks have the id "a"');
});

test("a check whose part of the stack is not known is skipped, and says what it needs", async () => {
  const inside = { ...check("a", [], () => pass("")), parts: ["swarm"] as const };
  const [result] = await runChecks([inside], newTrace());
  expect(result).toMatchObject({ status: "skip", detail: expect.stringContaining("--service") });
});

test("a failure tells why it matters and where its page is", async () => {
  const [result] = await runChecks(
    [check("a", [], () => fail({ expected: "x", seen: "y", fix: "z", cause: undefined, page: undefined }))],
    newTrace(),
  );
  expect(result).toMatchObject({ why: "why a", page: "docs/doctor-checks.md#a" });
  expect(result).not.toHaveProperty("cause");
});
