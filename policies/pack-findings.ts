import { fromPulumi, type PulumiResource, serviceType } from "../model/from-pulumi.ts";
import { checkModel } from "./check-model.ts";
import type { Finding, Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";

/** Types that show something alone. */
const aloneTypes: ReadonlySet<string> = new Set([serviceType, "docker:index/secret:Secret"]);

/** Violations that one resource shows alone: they stop an `up` before the resource's step. */
export function findAlone(resource: PulumiResource, rule: Rule): readonly Finding[] {
  if (!aloneTypes.has(resource.type)) return [];
  const { type, name, props } = resource;
  return violations(checkModel(fromPulumi([{ type, name, props }]), [rule]));
}

/** Violations that only the whole stack shows; what a resource shows alone was reported before. */
export function findTogether(resources: readonly PulumiResource[], rule: Rule): readonly Finding[] {
  const reported = new Set(resources.flatMap((resource) => findAlone(resource, rule)).map(identity));
  return violations(checkModel(fromPulumi(resources), [rule])).filter(
    (finding) => !reported.has(identity(finding)),
  );
}

/** What no rule could tell about the whole stack. */
export function findNotCheckable(resources: readonly PulumiResource[]): readonly Finding[] {
  return checkModel(fromPulumi(resources), rules).filter(({ kind }) => kind === "not-checkable");
}

function violations(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ kind }) => kind === "violation");
}

/** The place, not the wording: a message may say more once the whole stack is known. */
function identity({ rule, service, origin }: Finding): string {
  return JSON.stringify([rule, service, origin.label]);
}
