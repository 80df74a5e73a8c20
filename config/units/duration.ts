/** Milliseconds of each unit in Go's notation; the micro sign is written in two ways. */
const units: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ns: 1e-6,
};
const amount = /(\d+\.?\d*|\.\d+)(h|ms|us|µs|μs|ns|m|s)/g;

/**
 * Milliseconds of a duration in Go's notation, such as `1h30m` or `500ms`; undefined: none. `0` alone needs
 * no unit, every other number does (Go's `time.ParseDuration`).
 */
export function parseDuration(text: string): number | undefined {
  const [, sign, body = ""] = /^([+-]?)(.{1,60})$/.exec(text) ?? [];
  if (body === "0") return 0;
  if (body.replaceAll(amount, "") !== "" || body === "") return undefined;
  const total = [...body.matchAll(amount)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ""] ?? Number.NaN),
    0,
  );
  // Without this, 1.1m would be a little more than 66 seconds.
  const rounded = Math.round(total * 1e6) / 1e6;
  return sign === "-" ? -rounded : rounded;
}
