import type { Cost, StackImpact } from "../impact/stack-impact.ts";
import type { PullRequestReport } from "./pull-request-report.ts";

/** What a change does, in a few words. */
function impactWords({ level, costs, services }: StackImpact): string {
  const costsOf = (kind: Cost["kind"]) => costs.some((cost) => cost.kind === kind);
  const impacts = services.map(({ impact }) => impact);
  switch (level) {
    case "none":
      return "🟢 clients notice nothing";
    case "reconnect":
      return impacts.some(({ clients }) => clients === "reconnect")
        ? "🟡 clients reconnect"
        : "🟡 some clients may reconnect";
    case "data-loss":
      return impacts.some(({ history }) => history === "lost") || costs.some((cost) => cost.level === level)
        ? "🔴 data is lost"
        : "🔴 data may be lost";
    case "outage":
      if (costsOf("network-blocked")) return "🔴 this cannot be deployed: a network in use is replaced";
      if (costsOf("network-replaced")) return "🔴 an outage: a network is replaced";
      if (impacts.some(({ tasks }) => tasks.kind === "removed")) return "🔴 a service is removed";
      if (impacts.some(({ clients }) => clients === "cut-off"))
        return "🟠 all clients are cut off for some seconds";
      if (impacts.some(({ publishing }) => !publishing))
        return "🟠 nothing can be published for some seconds";
      return `🟠 ${costsOf("token-secret") ? "old tokens are" : "the old API key is"} refused, clients reconnect`;
  }
}

/** The one thing that a reviewer should know. */
export function headline(report: PullRequestReport): string {
  const { outcome, impact } = report;
  const rules = forbiddenRules(report);
  if (outcome === "not-run") return "❌ the preview did not run";
  if (outcome === "cut") return "❌ the preview was stopped before its end";
  if (rules > 0) return `❌ forbidden by ${rules} rule${rules === 1 ? "" : "s"}`;
  if (report.checkFailed) return "❌ the check could not read its input";
  if (outcome === "not-made") return "⚪ no rule forbids it, and no preview was made";
  if (outcome === "failed") return "❌ the preview failed";
  if (outcome === "nothing") return "🟢 nothing changes";
  if (impact.isFirst) return "🟢 first deployment";
  return impactWords(impact);
}

/** A sentence or two below it, where the headline alone would leave a question. */
export function explanation(report: PullRequestReport): string {
  const { outcome, impact, unchanged, changes } = report;
  switch (outcome) {
    case "not-run":
      return "Pulumi told of no resource: the program may not compile, or Pulumi itself could not start. What this pull request would change is not known.";
    case "not-made":
      return "This says what the rules see in the files; what would change on the Swarm was not asked. (A pull request of a fork gets no key to the Swarm.)";
    case "cut":
      return "The list below may not be whole: do not merge on what it says.";
    case "failed":
      return `Nothing is deployed from this.${changes.length === 0 ? "" : " What is listed below may not be whole."}`;
    case "nothing":
      return `All ${unchanged} resources stay as they are: merging this deploys nothing.`;
    case "changes":
      if (impact.isFirst) return "Nothing of this stack is on the Swarm yet.";
      if (impact.costs.some(({ kind }) => kind === "network-blocked"))
        return "What is listed below is what Pulumi plans; it does not get that far.";
      return impact.services.length === 0 ? "No service is touched." : "";
  }
}

function forbiddenRules({ policies, findings }: PullRequestReport): number {
  return new Set([
    ...policies.filter(({ mandatory }) => mandatory).map(({ policy }) => policy),
    ...findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule),
  ]).size;
}
