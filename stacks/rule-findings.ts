import type { ResolvedOption } from "../config/centrifugo/resolve.ts";
import type { Finding } from "../config/explain.ts";
import type { Refusal } from "../config/field.ts";
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
  const { rule, severity } = finding;
  const path = settingOf(finding, options, identity);
  const refusal: Refusal = {
    code: rule,
    message: withoutPlaces(finding),
    fix: fixesHere.get(path?.[0])?.get(rule) ?? finding.fix,
    severity: severity === "error" ? "error" : "warning",
    page: rulePage(rule),
  };
  return { path: [...(path ?? [])], at: path === undefined ? "parent" : "value", refusal };
}

/** The place in the stack file is shown; the one in the Swarm config would only be in the way. */
function withoutPlaces({ message, origin }: RuleFinding): string {
  const start = `${origin.label}: `;
  const rest = message.startsWith(start) ? message.slice(start.length) : message;
  return rest.replaceAll(/ \((?:[^()]|\([^()]*\))* of service [^()]+\)/g, "");
}

/** In the words of the setting, where a rule speaks of the options that it turns into. */
const fixesHere: ReadonlyMap<PropertyKey | undefined, ReadonlyMap<string, string>> = new Map([
  [
    "namespaces",
    new Map([
      ["require-history-for-recovery", "Add `history: { size: 100, ttl: 10m }`, or set `recovery: false`."],
    ]),
  ],
  [
    "tls",
    new Map([
      [
        "reject-acme-staging",
        "Once the certificate is issued, set `staging: false` below `tls.acme`, and deploy.",
      ],
    ]),
  ],
]);
