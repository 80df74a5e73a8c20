import { cutLines, type Section } from "./fit.ts";
import { type Links, placeLink, ruleLink } from "./links.ts";

/** Longest text of one error. */
const longest = 12_000;

/** What the engine, the program or the compiler said, as it stood there. */
export function errorsSection(errors: readonly string[], links: Links): Section {
  return {
    head: "",
    items: errors.map((text) =>
      [codeBlock(cutLines(text, longest)), placesIn(text, links)].filter(Boolean).join("\n\n"),
    ),
    tail: "",
    separator: "\n\n",
    leftOut: (count) => `… and ${count} more error${count === 1 ? "" : "s"}: see the log of the job.`,
    order: 3,
  };
}

/** Our own program names file, line and rule on a line of their own. */
function placesIn(text: string, links: Links): string {
  const found = [...text.matchAll(/^(Pulumi\.[\w.-]+\.yaml):(\d+):\d+ {2}([a-z][a-z0-9-]+)$/gm)].slice(0, 20);
  const places = found.map(([, file = "", line, rule = ""]) => {
    const address = links.page(`docs/rules/${rule}.md`);
    const about = address === undefined ? "" : ` (${ruleLink(rule, `docs/rules/${rule}.md`, links)})`;
    return `${placeLink(file, Number(line), links)}${about}`;
  });
  return places.length === 0 ? "" : `At ${places.join(", ")}`;
}

/** A block that nothing inside of it can end. */
function codeBlock(text: string): string {
  const longestRun = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longestRun + 1);
  return `${fence}text\n${text}\n${fence}`;
}
