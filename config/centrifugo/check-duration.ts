import { quote, type Refusal } from "../field.ts";
import { parseDuration } from "../units/duration.ts";

/** Go counts nanoseconds in 63 bits. */
const LONGEST_MS = 2 ** 63 / 1e6;

/** Why Go cannot read a duration; its zero needs no unit. */
export function checkDuration(text: string): Refusal | undefined {
  const found = quote(text);
  if (/^\d{1,9}$/.test(text) && text !== "0") {
    const fix = `Add the unit: \`${text}s\` for seconds, \`${text}m\` for minutes, \`${text}h\` for hours.`;
    return { code: "missing-unit", message: "expected a duration with a unit", found, fix };
  }
  const duration = parseDuration(text);
  if (duration !== undefined && duration > LONGEST_MS) {
    const fix = "Write a shorter one, for example `8760h`, which is a year.";
    return { code: "out-of-range", message: "expected a duration of less than 292 years", found, fix };
  }
  if (duration !== undefined && duration >= 0) return undefined;
  const fix = /^-/.test(text)
    ? "Write a duration of zero or more, for example `25s`."
    : /\d\s*d$/i.test(text)
      ? "Go knows no days: write hours, for example `720h`."
      : "Write numbers with the units h, m, s or ms, for example `25s` or `1h30m`.";
  return { code: "invalid-duration", message: "expected a duration", found, fix };
}
