/** A part of a comment: items that can be left out from the end, one by one. */
export interface Section {
  /** Stands before the items and is never cut; empty: nothing. */
  readonly head: string;
  readonly items: readonly string[];
  /** Stands after the items. */
  readonly tail: string;
  /** Between two items. */
  readonly separator: string;
  /** Says how many items are left out; in the form of an item. */
  readonly leftOut: (count: number) => string;
  /** Sections with a higher one are cut first. */
  readonly order: number;
}

/** Puts sections together within a number of characters: what matters least is left out first, and said so. */
export function fitWithin(sections: readonly Section[], limit: number): string {
  const kept = new Map(sections.map((section) => [section, section.items.length]));
  const text = () =>
    sections
      .map((section) => print(section, kept.get(section) ?? 0))
      .filter(Boolean)
      .join("\n\n");
  let shown = text();
  for (const section of sections.toSorted((a, b) => b.order - a.order)) {
    if (shown.length <= limit) break;
    kept.set(
      section,
      mostThatFit(section, limit - shown.length + print(section, section.items.length).length),
    );
    shown = text();
  }
  return shown;
}

function mostThatFit(section: Section, room: number): number {
  let [fits, tooMany] = [0, section.items.length];
  while (tooMany - fits > 1) {
    const count = Math.floor((fits + tooMany) / 2);
    if (print(section, count).length <= room) fits = count;
    else tooMany = count;
  }
  return fits;
}

function print({ head, items, tail, separator, leftOut }: Section, count: number): string {
  if (items.length === 0) return [head, tail].filter(Boolean).join("\n\n");
  const more = items.length - count;
  const shown = [...items.slice(0, count), ...(more === 0 ? [] : [leftOut(more)])];
  return `${head}${shown.join(separator)}${tail}`;
}

/** A text of at most so many characters, cut at the end of a line, and said how many lines are missing. */
export function cutLines(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const lines = text.split("\n").map((line) => (line.length <= 500 ? line : `${line.slice(0, 500)}…`));
  let length = 0;
  const count = lines.findIndex((line) => {
    length += line.length + 1;
    return length > limit - 60;
  });
  if (count < 0) return lines.join("\n");
  return [...lines.slice(0, count), `… ${lines.length - count} more lines: see the log of the job.`].join(
    "\n",
  );
}
