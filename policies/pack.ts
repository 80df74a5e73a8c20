import { PolicyPack, type ResourceValidationPolicy, type StackValidationPolicy } from "@pulumi/policy";
import { describeFinding, rulePage } from "./check-model.ts";
import { findAlone, findTogether, tellNotCheckable } from "./pack-findings.ts";
import { type SdkResource, toPlain } from "./pack-props.ts";
import { oncePerRequest } from "./pack-requests.ts";
import type { Finding, Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";

/** Name of the policy that lists what could not be checked. It is advisory: a preview never fails on it. */
const notCheckablePolicy = "report-not-checkable";

// The constructor starts the server that the engine talks to, so no other module may be the pack.
new PolicyPack("centrifugo-swarm", {
  description: "Settings of Centrifugo, Redis and Traefik on Docker Swarm that are known to be bad.",
  policies: [...rules.map(policyOf), notCheckable()],
});

const alone = oncePerRequest((resource: SdkResource) => findAlone(toPlain(resource)));
const together = oncePerRequest((resources: readonly SdkResource[]) => findTogether(resources.map(toPlain)));

/** One policy a rule: a resource policy for what one resource shows, a stack policy for the rest. */
function policyOf(rule: Rule): ResourceValidationPolicy & StackValidationPolicy {
  const mine = (findings: readonly Finding[]) => findings.filter((finding) => finding.rule === rule.id);
  return {
    name: rule.id,
    displayName: rule.title,
    description: `${rule.title}: ${rule.symptom}`,
    enforcementLevel: rule.severity === "error" ? "mandatory" : "advisory",
    severity: rule.severity === "error" ? "high" : rule.severity === "warning" ? "medium" : "low",
    remediationSteps: rule.fix,
    url: rulePage(rule.id),
    validateResource: (args, report) => {
      const found = guard(() => mine(alone(args.urn, rule.id, () => sdkResource(args))));
      for (const finding of found) report(describeFinding(finding));
    },
    validateStack: ({ resources }, report) => {
      const found = guard(() => mine(together(urnsOf(resources), rule.id, () => resources).together));
      for (const finding of found) report(describeFinding(finding));
    },
  };
}

function notCheckable(): StackValidationPolicy {
  return {
    name: notCheckablePolicy,
    displayName: "What could not be checked",
    description: "Some rules need values that are not known here; this is no violation.",
    enforcementLevel: "advisory",
    severity: "low",
    validateStack: ({ resources }, report) => {
      const unreadable = "The resources could not be read; this is a fault of centrifugo-swarm.";
      const texts = guard(
        () => {
          const found = together(urnsOf(resources), notCheckablePolicy, () => resources);
          return tellNotCheckable(found.notCheckable);
        },
        () => report(unreadable),
      );
      for (const text of texts) report(text);
    },
  };
}

function urnsOf(resources: readonly { readonly urn: string }[]): string {
  return resources.map(({ urn }) => urn).join("\n");
}

/** The SDK's arguments of a resource policy have methods too; only the data is read. */
function sdkResource({ type, name, props }: SdkResource): SdkResource {
  return { type, name, props };
}

/** An exception in a policy would fail the preview with a stack trace, which may quote a secret. */
function guard<T>(find: () => readonly T[], onFailure: () => void = () => {}): readonly T[] {
  try {
    return find();
  } catch {
    onFailure();
    return [];
  }
}
