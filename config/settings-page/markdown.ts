/** A table in Markdown; columns in which no row says anything are left out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = head.map((_, column) => rows.some((row) => row[column] !== ""));
  const line = (cells: readonly string[]) =>
    `| ${cells
      .filter((_, column) => used[column])
      .map(cell)
      .join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A value as it is written in YAML on one line; nothing for none. */
export function code(value: unknown): string {
  return value === undefined || value === "" ? "" : `\`${inline(value)}\``;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${inline(item)}`)
      .join(", ")} }`;
  }
  // What YAML would read as something else is quoted.
  const text = String(value);
  const isPlain = typeof value !== "string" || /^[\w./][\w./:@+-]*$/.test(text);
  return isPlain ? text : JSON.stringify(text);
}

/** Text for one cell: on one line, and without what Markdown would read as a column or as HTML. */
function cell(text: string): string {
  return outsideCode(text.replaceAll("\n", " ").replaceAll("|", "\\|"));
}

/** Escapes `<` where it is not code. */
export function outsideCode(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll("<", "&lt;")))
    .join("");
}

/** The anchor that GitHub gives to a heading. */
export function anchor(heading: string): string {
  return `#${heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-")}`;
}
