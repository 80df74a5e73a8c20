import type { ResolvedOption } from "../config/centrifugo/resolve.ts";
import type { Finding } from "../config/explain.ts";
import { fromPulumi } from "../model/from-pulumi.ts";
import { checkModel, rulePage } from "../policies/check-model.ts";
import type { Finding as RuleFinding } from "../policies/rule.ts";
import { centrifugoOptions } from "./centrifugo-options.ts";
import type { RealtimeShape } from "./definitions.ts";
import { describe } from "./describe.ts";
import type { StackIdentity } from "./names.ts";
import { settingOf } from "./setting-of.ts";

/** What the rules find in what a configuration would deploy, each at the setting that it follows from. */
export function ruleFindings(shape: RealtimeShape): Finding[] {
  const { config, identity } = shape;
  const options = centrifugoOptions(config, identity);
  return checkModel(fromPulumi(describe(shape)))
    .filter(({ kind }) => kind === "violation")
    .map((finding) => toFinding(finding, options, identity));
}

function toFinding(
  finding: RuleFinding,
  options: readonly ResolvedOption[],
  identity: StackIdentity,
): Finding {
  const { rule, fix, severity } = finding;
  // The place in the stack file is shown; the one in the Swarm config would only be in the way.
  const message = finding.message.replaceAll(/ \((?:[^()]|\([^()]*\))* of service [^()]+\)/g, "");
  const path = settingOf(finding, options, identity);
  const refusal = {
    code: rule,
    message,
    fix,
    severity: severity === "error" ? "error" : "warning",
    page: rulePage(rule),
  } as const;
  return { path: [...(path ?? [])], at: path === undefined ? "parent" : "value", refusal };
}
