import { headline } from "./headline.ts";
import { kindOf, objectOnSwarm } from "./object-name.ts";
import type { PullRequestReport } from "./pull-request-report.ts";

/** One object; fields are only ever added. Inputs of resources are left out: they may hold secrets. */
export function formatPullRequestJson(report: PullRequestReport): string {
  const { project, stack, outcome, impact, changes, unchanged, errors, policies, notCheckable, findings } =
    report;
  const shown = {
    version: 1,
    project,
    stack,
    outcome,
    headline: headline(report),
    level: impact.level,
    firstDeployment: impact.isFirst,
    services: impact.services.map(({ facts, impact: effects, causes }) => ({
      name: objectOnSwarm(facts.name),
      role: facts.role,
      ...effects,
      properties: causes,
    })),
    costs: impact.costs.map((cost) => ({ ...cost, name: objectOnSwarm(cost.name) })),
    resources: changes.map(({ action, type, name, replacedFor }) => ({
      action,
      kind: kindOf(type),
      name: objectOnSwarm(name),
      replacedFor,
    })),
    unchanged,
    errors,
    policies,
    notCheckable,
    findings,
    checkFailed: report.checkFailed,
  };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}
