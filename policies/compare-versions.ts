/** True where a version such as `3.3.0` is older than another; both have three numbers. */
export function isOlder(version: string, limit: string): boolean {
  const [one, other] = [version, limit].map((text) => text.split(".").map(Number));
  const index = [0, 1, 2].find((place) => one?.[place] !== other?.[place]);
  return index !== undefined && (one?.[index] ?? 0) < (other?.[index] ?? 0);
}
