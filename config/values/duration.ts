import { quote, type Refusal, textField } from "../field.ts";
import { parseDuration } from "../units/duration.ts";

/** A duration in whole seconds between two bounds, both included; the parsed value stays text. */
export function durationField(example: string, min: string, max: string, description?: string) {
  const range = { min, max, units: "h, m or s" };
  return field(range, { example, description }, (text) => checkDuration(text, range) ?? checkWhole(text));
}

/** A duration down to milliseconds between two bounds, both included; the parsed value stays text. */
export function shortDurationField(example: string, min: string, max: string, description?: string) {
  const range = { min, max, units: "h, m, s or ms" };
  return field(range, { example, description }, (text) => checkDuration(text, range));
}

interface Range {
  min: string;
  max: string;
  units: string;
}

function field(
  { min, max, units }: Range,
  { description, example }: { description: string | undefined; example: string },
  check: (text: string) => Refusal | undefined,
) {
  const pattern = String.raw`^(?:\d+(?:\.\d+)?(?:h|ms|m|s|us|µs|ns))+$`;
  const about = {
    expected: `a duration from ${min} to ${max}`,
    example,
    unit: `duration (${units})`,
    pattern,
  };
  return textField(description === undefined ? about : { ...about, description }, check);
}

function checkDuration(text: string, { min, max, units }: Range): Refusal | undefined {
  const found = quote(text);
  // Centrifugo stops at a duration without a unit, so a bare number must not get that far; Traefik and Redis
  // take it for seconds, whatever was meant.
  if (/^\d{1,9}$/.test(text)) {
    const smallest = units.endsWith("ms") ? `\`${text}ms\` for milliseconds, ` : "";
    const fix = `Add the unit: ${smallest}\`${text}s\` for seconds, \`${text}m\` for minutes, \`${text}h\` for hours.`;
    return { code: "missing-unit", message: "expected a duration with a unit", found, fix };
  }
  const ms = parseDuration(text);
  // Go also reads signs, and points without a digit; nobody means those.
  if (ms === undefined || !/^(?:\d+(?:\.\d+)?[a-zµ]+)+$/.test(text)) {
    const fix = `Write numbers with the units ${units}, for example \`10m\` or \`1h30m\`.`;
    return { code: "invalid-duration", message: "expected a duration", found, fix };
  }
  if (ms >= (parseDuration(min) ?? 0) && ms <= (parseDuration(max) ?? Number.POSITIVE_INFINITY)) {
    return undefined;
  }
  const fix = `Write a duration between \`${min}\` and \`${max}\`.`;
  return { code: "out-of-range", message: `expected a duration from ${min} to ${max}`, found, fix };
}

function checkWhole(text: string): Refusal | undefined {
  if ((parseDuration(text) ?? 0) % 1_000 === 0) return undefined;
  const fix = "Parts of a second are refused here: round to a whole second.";
  return { code: "invalid-duration", message: "expected whole seconds", found: quote(text), fix };
}
