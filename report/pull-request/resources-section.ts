import { codeSpan, escapeMarkdown } from "../escape-markdown.ts";
import type { StackImpact } from "../impact/stack-impact.ts";
import type { ResourceChange } from "../preview/changes.ts";
import type { Section } from "./fit.ts";
import { kindOf, objectOnSwarm } from "./object-name.ts";
import { causeText, mostCauses } from "./services-section.ts";

const verbs: Readonly<Record<ResourceChange["action"], string>> = {
  create: "➕ create",
  update: "✏️ update",
  replace: "♻️ replace",
  delete: "🗑️ delete",
  same: "keep",
};

/** All resources that change, folded. */
export function resourcesSection(
  changes: readonly ResourceChange[],
  unchanged: number,
  { services }: StackImpact,
): Section {
  const rows = changes.map((change) => {
    const causes = services.find((service) => service.change === change)?.causes ?? [];
    const isTold = causes.length > 0 && causes.length <= mostCauses;
    const properties = isTold
      ? "see above"
      : causes.length > 0
        ? causes.map(causeText).join("<br>")
        : change.replacedFor
            .map((key) => (/^data(?:Raw)?$/.test(key) ? "content" : codeSpan(key)))
            .join(", ");
    const kept = change.retained && change.action !== "create" ? " (the old one is kept)" : "";
    return `| ${verbs[change.action]}${kept} | ${kindOf(change.type)} | ${codeSpan(objectOnSwarm(change.name))} | ${cell(properties)} |`;
  });
  const count = `${changes.length} resource${changes.length === 1 ? "" : "s"} change${changes.length === 1 ? "s" : ""}`;
  return {
    head: `<details><summary>${count}, ${unchanged} stay as they are</summary>\n\n| | Kind | Name | Properties |\n| --- | --- | --- | --- |\n`,
    items: rows,
    tail: "\n\n</details>",
    separator: "\n",
    leftOut: (left) => `| … | | ${left} more are left out | see the log of the job |`,
    order: 6,
  };
}

/** In a table a line break ends the row. */
function cell(text: string): string {
  return text.replaceAll("\n", " ");
}

/** What the policies could not tell, folded. */
export function notCheckableSection(texts: readonly string[]): Section {
  return {
    head: `<details><summary>${texts.length} not checkable before the deployment</summary>\n\n`,
    items: texts.map((text) => `- ${escapeMarkdown(text)}`),
    tail: "\n\n</details>",
    separator: "\n",
    leftOut: (left) => `- … and ${left} more`,
    order: 7,
  };
}
