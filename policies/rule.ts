import type { StackModel, System } from "../model/model.ts";
import type { Origin } from "../model/value.ts";

/**
 * Something that is known to be bad, written once and run on every source of the stack model.
 * More knowledge never removes a violation: what is not known has to give "not checkable".
 */
export interface Rule {
  /** Stable, kebab-case, verb first: `require-namespace-for-channel`. */
  readonly id: string;
  readonly title: string;
  readonly severity: "error" | "warning" | "info";
  readonly systems: readonly RuleSystem[];
  /** What a user of the application notices, in one sentence. */
  readonly symptom: string;
  /** How to mend it, in one sentence. */
  readonly fix: string;
  /** Where the fact comes from. */
  readonly source: string;
  /** Versions that it applies to, for people: `Traefik 2.11.17, 3.2.4 and 3.3.0`. Undefined: all. */
  readonly versions?: string;
  /**
   * `observed`: a test in test/engine or test/swarm that names the rule sees the symptom on the real servers.
   * Undefined: read from source or documentation only.
   */
  readonly proof?: "observed";
  /** Version of this package that had it first. */
  readonly since?: string;
  readonly check: (model: StackModel) => readonly Observation[];
}

/** What a rule is about; `backend`: the application that publishes, `swarm`: any service. */
export type RuleSystem = Exclude<System, "other"> | "backend" | "swarm";

/** What a rule saw; the rule's own fields are added by `checkModel`. */
export interface Observation {
  /** `violation`, or `not-checkable`: the rule needs a value that is not known here. */
  readonly kind: "violation" | "not-checkable";
  /** Service that is concerned; empty: the stack as a whole. */
  readonly service: string;
  /** One or two sentences: which value, where, with what it clashes. Never a secret. */
  readonly message: string;
  /** More precise than the rule's own. */
  readonly fix?: string;
  readonly origin: Origin;
  /** Other places that it clashes with. */
  readonly related?: readonly Origin[];
}

/** An observation with what its rule says of itself. */
export interface Finding extends Observation {
  readonly rule: string;
  readonly severity: Rule["severity"];
  readonly fix: string;
}

/** Makes an observation of something bad. */
export function violation(service: string, origin: Origin, message: string, fix?: string): Observation {
  return { kind: "violation", service, message, origin, ...(fix === undefined ? {} : { fix }) };
}

/** Makes an observation of something that could not be judged. */
export function notCheckable(service: string, origin: Origin, message: string): Observation {
  return { kind: "not-checkable", service, message, origin };
}
