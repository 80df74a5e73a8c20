import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import type { OptionGroup } from "../model/option-group.ts";
import type { Origin } from "../model/value.ts";
import { type OptionReader, readOptions } from "./option-reader.ts";
import { notCheckable, type Observation, violation } from "./rule.ts";

/** Something that is wrong with the options of one group. */
export interface Problem {
  readonly origin: Origin;
  /** What follows the place and a colon; without the full stop. */
  readonly message: string;
  /** More precise than the rule's own. */
  readonly fix?: string;
}

/** One thing that may be wrong; undefined: it is not. */
export type Check = (options: OptionReader) => Problem | undefined;

/** What several checks found. */
export interface Verdict {
  readonly problems: readonly Problem[];
  /** False: something that was needed is not known here. */
  readonly isSure: boolean;
}

/** Runs every check on every group; what a check finds while it is not sure counts as not known. */
export function examine(groups: readonly OptionGroup[], checks: readonly Check[]): Verdict {
  const results = groups.flatMap((group) =>
    checks.map((check) => {
      const options = readOptions(group);
      return { problem: check(options), isSure: options.isSure() };
    }),
  );
  return {
    problems: results.flatMap(({ problem, isSure }) => (problem === undefined || !isSure ? [] : [problem])),
    isSure: results.every(({ isSure }) => isSure),
  };
}

/**
 * Observations of one rule on one Centrifugo. `question` says what could not be told, after "Whether", and
 * is said once.
 */
export function observe(
  { service }: CentrifugoSettings,
  question: string,
  verdicts: readonly Verdict[],
): readonly Observation[] {
  const found = verdicts.flatMap(({ problems }) =>
    problems.map(({ origin, message, fix }) =>
      violation(service.name, origin, `${origin.label}: ${message}.`, fix),
    ),
  );
  const different = [...new Map(found.map((observation) => [observation.message, observation])).values()];
  if (verdicts.every(({ isSure }) => isSure)) return different;
  const message = `Whether ${question} in service ${service.name} is not known here: some of its settings cannot be read.`;
  return [...different, notCheckable(service.name, service.origin, message)];
}
