import { fromPulumi, type PulumiResource } from "../model/from-pulumi.ts";
import { pulumiTypes } from "../model/pulumi-types.ts";
import { checkModel, rulePage } from "./check-model.ts";
import type { Finding } from "./rule.ts";

/** Types that show something alone. */
const aloneTypes: ReadonlySet<string> = new Set([pulumiTypes.service, pulumiTypes.secret]);

/** Violations that one resource shows alone: they stop an `up` before the resource's step. */
export function findAlone({ type, name, props }: PulumiResource): readonly Finding[] {
  return aloneTypes.has(type) ? violations(checkModel(fromPulumi([{ type, name, props }]))) : [];
}

/** What the whole stack shows. */
export interface StackFindings {
  /** Violations that no resource shows alone; those were reported before. */
  readonly together: readonly Finding[];
  /** What no rule could tell. */
  readonly notCheckable: readonly Finding[];
}

/** Runs all rules on a whole stack. */
export function findTogether(resources: readonly PulumiResource[]): StackFindings {
  const reported = new Set(resources.flatMap(findAlone).map(identity));
  const findings = checkModel(fromPulumi(resources));
  return {
    together: violations(findings).filter((finding) => !reported.has(identity(finding))),
    notCheckable: findings.filter(({ kind }) => kind === "not-checkable"),
  };
}

/** Where more than this many rules fail on one service, they have one cause, and it is said once. */
const MANY = 3;

/** What no rule could tell, as texts; a service that cannot be read gets one for all rules. */
export function tellNotCheckable(findings: readonly Finding[]): string[] {
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
