import { codeSpan, escapeMarkdown } from "../escape-markdown.ts";
import type { Cause } from "../impact/causes.ts";
import type { ServiceChange, StackImpact } from "../impact/stack-impact.ts";
import { describeCost, describeImpact, describeLoss, titleOf } from "../impact/words.ts";
import type { Section } from "./fit.ts";
import { objectOnSwarm } from "./object-name.ts";

/** Most properties that are listed below one service. */
export const mostCauses = 8;

/** Costs that nobody should overlook, as alerts. */
export function alertsSection({ costs, services }: StackImpact): Section {
  const lost = services.filter(({ impact }) => impact.history !== "kept");
  return {
    head: "",
    items: [
      ...lost.map((service) => alert("CAUTION", describeLoss(service.impact, nameOf(service)))),
      ...costs
        .filter(({ level }) => level !== "none")
        .toSorted((a, b) => rank(b.level) - rank(a.level))
        .map((cost) =>
          alert(
            cost.level === "data-loss" || cost.kind === "network-blocked" ? "CAUTION" : "WARNING",
            describeCost(cost, codeSpan(objectOnSwarm(cost.name))),
          ),
        ),
    ],
    tail: "",
    separator: "\n\n",
    leftOut: (count) => alert("CAUTION", `${count} more of these are left out here.`),
    order: 1,
  };
}

/** Each service that changes: what its tasks and its clients go through, and the properties behind it. */
export function servicesSection({ services }: StackImpact): Section {
  return {
    head: "",
    items: services.map((service) => [`- ${sentence(service)}`, ...causeLines(service.causes)].join("\n")),
    tail: "",
    separator: "\n",
    leftOut: (count) => `- … and ${count} more service${count === 1 ? "" : "s"}: see the log of the job.`,
    order: 2,
  };
}

function sentence(service: ServiceChange): string {
  return `${nameOf(service)}: ${describeImpact(service.impact, service.facts)}`;
}

/** **Redis** (`prod_redis`) */
function nameOf({ facts }: ServiceChange): string {
  const title = titleOf(facts.role, facts.name);
  const name = codeSpan(objectOnSwarm(facts.name));
  return title === facts.name ? name : `**${title}** (${name})`;
}

function causeLines(causes: readonly Cause[]): string[] {
  const more = causes.length - mostCauses;
  return [
    ...causes.slice(0, mostCauses).map((cause) => `  - ${causeText(cause)}`),
    ...(more > 0 ? [`  - … and ${more} more propert${more === 1 ? "y" : "ies"}, see below`] : []),
  ];
}

/** `image: a → b`, `label x: added`. */
export function causeText({ what, before, after, change }: Cause): string {
  const name = escapeMarkdown(what);
  if (change === "changed") {
    if (before === undefined || after === undefined || before === after) return `${name}: changed`;
    return `${name}: ${codeSpan(before)} → ${codeSpan(after)}`;
  }
  const value = change === "added" ? after : before;
  return value === undefined ? `${name}: ${change}` : `${name}: ${codeSpan(value)} ${change}`;
}

function alert(kind: "CAUTION" | "WARNING", text: string): string {
  return `> [!${kind}]\n> ${text}`;
}

function rank(level: string): number {
  return level === "data-loss" ? 1 : 0;
}
