import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { CheckResult } from "../../doctor/check.ts";
import { formatOptionsFor, formatResult, formatSummary } from "../../doctor/format.ts";

const result = (change: Partial<CheckResult>): CheckResult => ({
  id: "edge-tls",
  layer: "edge",
  title: "TLS handshake",
  status: "pass",
  detail: "ALPN http/1.1",
  durationMs: 12,
  ...change,
});

test("a passed check is one plain line", () => {
  expect(formatResult(result({}), { pretty: false })).toEqual(["ok    TLS handshake: ALPN http/1.1"]);
});

test("a failed check shows below what helps to mend it, and a slow one its time", () => {
  const failed = result({
    status: "fail",
    expected: "http/1.1",
    seen: "h2",
    cause: "The TLS option does not hold.",
    why: "The upgrade fails.",
    fix: "Set alpnProtocols.",
    page: "docs/doctor-checks.md#edge-tls",
    durationMs: 1234,
  });
  expect(formatResult(failed, { pretty: false })).toEqual([
    "FAIL  TLS handshake: not so (1.2 s)",
    "    expected: http/1.1",
    "    saw:      h2",
    "    cause:    The TLS option does not hold.",
    "    why:      The upgrade fails.",
    "    fix:      Set alpnProtocols.",
    "    page:     docs/doctor-checks.md#edge-tls",
  ]);
});

test("what a server answered cannot break the line", () => {
  const [line] = formatResult(result({ detail: "a\nb\r\n  c" }), { pretty: false });
  expect(line).toBe("ok    TLS handshake: a b c");
});

test("on a terminal there are symbols and colour, and the same words", () => {
  const [line] = formatResult(result({}), { pretty: true });
  expect(line).not.toBe(stripVTControlCharacters(line ?? ""));
  expect(stripVTControlCharacters(line ?? "")).toBe("✓ TLS handshake: ALPN http/1.1");
});

test("only a terminal without NO_COLOR gets the pretty form", () => {
  expect(formatOptionsFor({ isTTY: true }, {})).toEqual({ pretty: true });
  expect(formatOptionsFor({ isTTY: true }, { NO_COLOR: "1" })).toEqual({ pretty: false });
  expect(formatOptionsFor({ isTTY: true }, { NO_COLOR: "" })).toEqual({ pretty: true });
  expect(formatOptionsFor({ isTTY: true }, { TERM: "dumb" })).toEqual({ pretty: false });
  expect(formatOptionsFor({}, {})).toEqual({ pretty: false });
});

test("the closing line counts every verdict", () => {
  const results = [result({}), result({ status: "skip" }), result({ status: "fail", durationMs: 2000 })];
  expect(formatSummary(results, 2000, { pretty: false })).toBe("1 passed, 1 failed, 1 skipped in 2.0 s");
  expect(formatSummary(results, 2000, { pretty: false }, "mind the gap")).toBe(
    "1 passed, 1 failed, 1 skipped in 2.0 s; mind the gap",
  );
  const crashed = [result({ status: "crash", durationMs: 0 })];
  expect(formatSummary(crashed, 0, { pretty: false })).toBe(
    "0 passed, 0 failed, 0 skipped, 1 crashed in 0.0 s",
  );
});
