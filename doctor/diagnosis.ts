import type { CheckResult } from "./check.ts";

/** What a run leads to. */
export interface Diagnosis {
  /** In one sentence: the cause that stands first, or that all is well. */
  readonly cause: string;
  readonly fix: string | undefined;
  readonly page: string | undefined;
  /** The check that names it; undefined: nothing is wrong. */
  readonly check: string | undefined;
  /** Further causes, which may be consequences of the first. */
  readonly others: readonly string[];
}

/** Checks that read what others say of a fault: one that has looked at the thing itself knows its cause better. */
const hearsay: ReadonlySet<string> = new Set(["log-errors", "backend-log"]);

/**
 * The first cause. The layers build on each other, so the first check that fails is nearest to it; hearsay stands
 * behind, and a crash is nobody's cause, and only stands first where nothing failed.
 */
export function diagnose(results: readonly CheckResult[]): Diagnosis {
  const failed = results.filter(({ status }) => status === "fail");
  const isHearsay = ({ id }: CheckResult) => hearsay.has(id);
  const [first, ...others] = [...failed.filter((one) => !isHearsay(one)), ...failed.filter(isHearsay)];
  if (first !== undefined)
    return {
      cause: causeOf(first),
      fix: first.fix,
      page: first.page,
      check: first.id,
      others: others.map(causeOf),
    };
  const crash = results.find(({ status }) => status === "crash");
  if (crash !== undefined)
    return {
      cause: `The check ${crash.id} crashed (${crash.detail}); this is a fault of centrifugo-swarm.`,
      fix: "Report it with the output of this run.",
      page: undefined,
      check: crash.id,
      others: [],
    };
  return { ...allWell(results), page: undefined, check: undefined, others: [] };
}

function allWell(results: readonly CheckResult[]): Pick<Diagnosis, "cause" | "fix"> {
  const isDelivered = results.some(({ id, status }) => id === "delivery" && status === "pass");
  if (!isDelivered)
    return { cause: "Nothing that was looked at is wrong; no message was sent.", fix: undefined };
  return {
    cause: "Messages are delivered to the client.",
    fix: "If a page still does not change, the fault is in the page: centrifugo-swarm doctor explain page",
  };
}

function causeOf({ cause, title, seen, detail }: CheckResult): string {
  return cause ?? `${title}: not so; ${seen ?? detail}.`;
}
