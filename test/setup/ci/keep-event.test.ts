import { expect, test } from "vitest";
import { mayBeKept } from "../../../setup/ci/keep-event.ts";

const diagnostic = (severity: string, message: string) =>
  JSON.stringify({ sequence: 1, timestamp: 2, diagnosticEvent: { severity, message } });

test("events for debugging are left out, and what was cut off may be one", () => {
  const debug = diagnostic("debug", "RegisterResource RPC finished: secret");
  expect(mayBeKept(debug)).toBe(false);
  expect(mayBeKept(debug.slice(0, -5))).toBe(false);
});

test("all others stay, also one that speaks of debugging, and what is no event", () => {
  expect(mayBeKept(diagnostic("error", '"severity":"debug"'))).toBe(true);
  expect(mayBeKept('{"sequence":3,"timestamp":4,"summaryEvent":{}}')).toBe(true);
  expect(mayBeKept("error: no stack named 'prod' found")).toBe(true);
});
