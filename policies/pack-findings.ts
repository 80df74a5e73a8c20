import { fromPulumi, type PulumiResource, serviceType } from "../model/from-pulumi.ts";
import { checkModel, rulePage } from "./check-model.ts";
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

/** Where more than this many rules fail on one service, they have one cause, and it is said once. */
const MANY = 3;

/** What no rule could tell about the whole stack, as texts; a service that cannot be read gets one for all rules. */
export function tellNotCheckable(resources: readonly PulumiResource[]): string[] {
  const findings = checkModel(fromPulumi(resources), rules).filter(({ kind }) => kind === "not-checkable");
  const byService = Map.groupBy(findings, ({ service }) => service);
  return [...byService].flatMap(([service, found]) => {
    const names = [...new Set(found.map(({ rule }) => rule))];
    if (service === "" || names.length <= MANY) {
      return found.map(({ rule, message }) => `${message}\n  page: ${rulePage(rule)}`);
    }
    const what = `${names.length} rules could not be checked on service ${service}`;
    return [
      `${what}, since some of its settings cannot be read here: ${names.join(", ")}.\n  pages: docs/rules/`,
    ];
  });
}

function violations(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ kind }) => kind === "violation");
}

/** The place, not the wording: a message may say more once the whole stack is known. */
function identity({ rule, service, origin }: Finding): string {
  return JSON.stringify([rule, service, origin.label]);
}
