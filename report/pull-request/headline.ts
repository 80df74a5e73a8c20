import type { Level } from "../impact/impact.ts";
import type { PullRequestReport } from "./pull-request-report.ts";

const words: Readonly<Record<Level, string>> = {
  none: "🟢 no client notices",
  reconnect: "🟡 clients reconnect",
  outage: "🟠 a short outage",
  "data-loss": "🔴 data is lost",
};

/** The one thing that a reviewer should know. */
export function headline(report: PullRequestReport): string {
  const { outcome, impact } = report;
  const rules = forbiddenRules(report);
  if (outcome === "not-run") return "❌ the preview did not run";
  if (outcome === "cut") return "❌ the preview was stopped before its end";
  if (rules > 0) return `❌ forbidden by ${rules} rule${rules === 1 ? "" : "s"}`;
  if (outcome === "failed") return "❌ the preview failed";
  if (outcome === "nothing") return "🟢 nothing changes";
  if (impact.isFirst) return "🟢 first deployment";
  return words[impact.level];
}

/** A sentence or two below it, where the headline alone would leave a question. */
export function explanation(report: PullRequestReport): string {
  const { outcome, impact, unchanged } = report;
  switch (outcome) {
    case "not-run":
      return "Pulumi told of no resource: the program may not compile, or Pulumi itself could not start. What this pull request would change is not known.";
    case "cut":
      return "The list below may not be whole: do not merge on what it says.";
    case "failed":
      return "Nothing is deployed from this. What is listed below may not be whole.";
    case "nothing":
      return `All ${unchanged} resources stay as they are: merging this deploys nothing.`;
    case "changes":
      if (impact.isFirst) return "Nothing of this stack is on the Swarm yet.";
      return impact.services.length === 0 ? "No service is touched." : "";
  }
}

function forbiddenRules({ policies, findings }: PullRequestReport): number {
  return new Set([
    ...policies.filter(({ mandatory }) => mandatory).map(({ policy }) => policy),
    ...findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule),
  ]).size;
}
