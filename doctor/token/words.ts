/** A length of time in seconds, for people: `3 minutes`. */
export function span(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  const units: readonly (readonly [name: string, length: number])[] = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ];
  // 90 seconds say more than one minute.
  const [name, length] = units.find(([, one]) => whole >= 2 * one) ?? ["second", 1];
  const count = Math.floor(whole / length);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** Seconds since 1970 as a date in UTC; what no calendar has stays a number. */
export function dateText(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** Whole numbers of this size are milliseconds: as seconds they would be after the year 5000. */
export function isMilliseconds(seconds: number): boolean {
  return seconds > 1e11;
}
