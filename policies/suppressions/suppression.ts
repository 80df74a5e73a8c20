import type { Finding } from "../rule.ts";

/** Somebody's word that findings of some rules are to be left alone, with the reason. */
export interface Suppression {
  readonly rules: readonly string[];
  readonly reason: string;
  /** Where it stands, for people: `stack.yaml:12` or `centrifugo-swarm.yaml:3`. */
  readonly place: string;
  readonly matches: (finding: Finding) => boolean;
}

/** A finding that is left alone. */
export interface Suppressed {
  readonly finding: Finding;
  readonly by: Suppression;
}

/** Takes out what is suppressed; what could not be checked stays. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
): {
  readonly open: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly unused: readonly Suppression[];
} {
  const open: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const used = new Set<Suppression>();
  for (const finding of findings) {
    const by = suppressions.find(({ rules, matches }) => rules.includes(finding.rule) && matches(finding));
    // With a value that is not known here it may well be needed.
    if (by !== undefined) used.add(by);
    if (by === undefined || finding.kind === "not-checkable") open.push(finding);
    else suppressed.push({ finding, by });
  }
  return { open, suppressed, unused: suppressions.filter((one) => !used.has(one)) };
}
