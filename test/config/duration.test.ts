import { expect, test } from "vitest";
import { parseDuration } from "../../config/units/duration.ts";

test.each([
  ["1h30m", 5_400_000],
  ["30s", 30_000],
  ["500ms", 500],
  ["1.5s", 1_500],
  [".5s", 500],
  ["2µs", 0.002],
  ["0", 0],
  ["0s", 0],
  ["-5s", -5_000],
])("%s is %d milliseconds", (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(["", "10", "s", "1x", "1h 2m", "1,5s", "ten seconds", "-", "1s".repeat(40)])(
  "%j is no duration of Go",
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);
