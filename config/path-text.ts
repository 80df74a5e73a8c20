/** A path as a person writes it: `allowedOrigins[0]`, `namespaces.org.history.ttl`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) =>
      typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key).slice(0, 80)}`,
    )
    .join("");
}
