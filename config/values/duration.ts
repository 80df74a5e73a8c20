import { quote, type Refusal, textField } from "../field.ts";

const UNIT_MS: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
const SHAPE = /^(?:\d{1,9}(?:\.\d{1,9})?(?:h|ms|m|s))+$/;

/** Milliseconds of a duration in Go's notation (`1h30m`), or undefined when it is not one. */
export function parseDuration(text: string): number | undefined {
  if (text.length > 60 || !SHAPE.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)(h|ms|m|s)/g)) {
    total += Number(amount) * (UNIT_MS[unit ?? ""] ?? Number.NaN);
  }
  return total;
}

/** A duration in whole seconds between two bounds, both included; the parsed value stays text. */
export function durationField(example: string, min: string, max: string) {
  const expected = `a duration from ${min} to ${max}`;
  return textField({ expected, example }, (text) => checkDuration(text, expected, min, max));
}

function checkDuration(text: string, expected: string, min: string, max: string): Refusal | undefined {
  const found = quote(text);
  // Centrifugo stops at a duration without a unit, so a bare number must not get that far.
  if (/^\d{1,9}$/.test(text)) {
    const fix = `Add the unit: \`${text}s\` for seconds, \`${text}m\` for minutes, \`${text}h\` for hours.`;
    return { code: "missing-unit", message: "expected a duration with a unit", found, fix };
  }
  const ms = parseDuration(text);
  if (ms === undefined) {
    const fix = "Write numbers with the units h, m or s, for example `10m` or `1h30m`.";
    return { code: "invalid-duration", message: "expected a duration", found, fix };
  }
  if (ms < (parseDuration(min) ?? 0) || ms > (parseDuration(max) ?? Number.POSITIVE_INFINITY)) {
    const fix = `Write a duration between \`${min}\` and \`${max}\`.`;
    return { code: "out-of-range", message: `expected ${expected}`, found, fix };
  }
  if (ms % 1_000 === 0) return undefined;
  const fix = "Centrifugo refuses parts of a second here: round to a whole second.";
  return { code: "invalid-duration", message: "expected whole seconds", found, fix };
}
