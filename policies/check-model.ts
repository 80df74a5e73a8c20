import type { StackModel } from "../model/model.ts";
import type { Finding, Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";

/** Runs the rules on a stack model: violations and what could not be checked. */
export function checkModel(model: StackModel, selected: readonly Rule[] = rules): readonly Finding[] {
  return selected.flatMap((rule) => checkRule(model, rule));
}

/** A rule that fails must not stop the others, nor show a stack trace that may quote a secret. */
function checkRule(model: StackModel, rule: Rule): readonly Finding[] {
  try {
    return rule
      .check(model)
      .map((observation) => ({ fix: rule.fix, ...observation, rule: rule.id, severity: rule.severity }));
  } catch (error) {
    const kind = error instanceof Error ? error.name : "unknown error";
    return [
      {
        rule: rule.id,
        severity: rule.severity,
        kind: "not-checkable",
        service: "",
        message: `The rule ${rule.id} failed on this input (${kind}); this is a fault of centrifugo-swarm.`,
        fix: "Report it with the settings of the services, without secrets.",
        origin: { label: "stack" },
      },
    ];
  }
}

/** One finding as plain text: message, fix and the page that explains the rule. */
export function describeFinding(finding: Finding): string {
  return `${finding.message}\n  fix: ${finding.fix}\n  page: ${rulePage(finding.rule)}`;
}

/** Path of a rule's page in this repository. */
export function rulePage(rule: string): string {
  return `docs/rules/${rule}.md`;
}
