import type { Clean } from "../preview/hide-secrets.ts";
import type { PolicyEvent } from "../preview/read-events.ts";

/** What a policy has against a resource. */
export interface PolicyFinding {
  /** Of our own pack: the id of the rule. */
  readonly policy: string;
  readonly pack: string;
  readonly mandatory: boolean;
  /** Empty: the stack as a whole. */
  readonly resource: string;
  readonly message: string;
  readonly fix: string | undefined;
  /** The rule's page, relative to this package. */
  readonly page: string | undefined;
}

/** Policies that list what they could not tell are no violation. */
const notCheckablePolicy = "report-not-checkable";

/** Takes the events of policies apart: each violation once, and what could not be checked. */
export function policyFindings(events: readonly PolicyEvent[], clean: Clean) {
  const findings = events.map((event) => read(event, clean));
  const distinct = [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
  return {
    violations: distinct.filter(({ policy }) => policy !== notCheckablePolicy),
    notCheckable: distinct
      .filter(({ policy }) => policy === notCheckablePolicy)
      .map(({ message }) => message),
  };
}

/** Pulumi puts the description of the policy before what it says of the resource, in a line of its own. */
function read({ policy, pack, mandatory, resource, message }: PolicyEvent, clean: Clean): PolicyFinding {
  const lines = message.split("\n").map((line) => line.trim());
  const after = (start: string) => lines.find((line) => line.startsWith(start))?.slice(start.length);
  const text = lines.filter((line) => line !== "" && !/^(?:fix|pages?): /.test(line));
  const page = after("page: ");
  return {
    policy,
    pack,
    mandatory,
    resource,
    message: clean((page === undefined ? text : text.slice(1)).join(" ")),
    fix: optional(after("fix: "), clean),
    page: page !== undefined && /^docs\/rules\/[a-z0-9-]+\.md$/.test(page) ? page : undefined,
  };
}

function optional(text: string | undefined, clean: Clean): string | undefined {
  return text === undefined ? undefined : clean(text);
}
