import type { ReportedFinding } from "../check-report.ts";
import { type StackImpact, stackImpact } from "../impact/stack-impact.ts";
import { changesOf, type ResourceChange } from "../preview/changes.ts";
import { type Clean, secretFilter } from "../preview/hide-secrets.ts";
import { type PreviewEvents, readEvents } from "../preview/read-events.ts";
import { isReal } from "./object-name.ts";
import { type PolicyFinding, policyFindings } from "./policy-findings.ts";

/** What a report is made from. */
export interface ReportInput {
  /** The engine's events, one a line; may be empty, or end anywhere. Undefined: no preview was made. */
  readonly events: string | undefined;
  /** What the preview said on standard error. */
  readonly log: string | undefined;
  /** Open findings of a check; undefined: none was made. `failed`: it could not read its input. */
  readonly findings: readonly ReportedFinding[] | "failed" | undefined;
  /** Its secrets are taken out of every text. */
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * How the preview went. `not-run`: the engine told nothing, so the program may not even have compiled. `cut`: it was
 * stopped before its end. `not-made`: nobody asked for one.
 */
export type Outcome = "nothing" | "changes" | "failed" | "cut" | "not-run" | "not-made";

/** Everything that a reviewer is told; nothing in it is a secret. */
export interface PullRequestReport {
  readonly project: string | undefined;
  readonly stack: string | undefined;
  readonly outcome: Outcome;
  readonly impact: StackImpact;
  /** Resources that change. */
  readonly changes: readonly ResourceChange[];
  /** How many stay as they are. */
  readonly unchanged: number;
  /** What the engine, the program or the compiler said. */
  readonly errors: readonly string[];
  readonly policies: readonly PolicyFinding[];
  /** What no policy could tell. */
  readonly notCheckable: readonly string[];
  readonly findings: readonly ReportedFinding[];
  /** The check was started and said nothing. */
  readonly checkFailed: boolean;
}

/** Puts together what a pull request should show. */
export function makePullRequestReport({
  events,
  log,
  findings,
  environment,
}: ReportInput): PullRequestReport {
  const preview = readEvents(events ?? "");
  const clean = secretFilter(preview, environment);
  const all = changesOf(preview.steps);
  const real = all.filter(({ type }) => isReal(type));
  const changes = real.filter(({ action }) => action !== "same");
  const { violations, notCheckable } = policyFindings(preview.policies, clean);
  const errors = errorsOf(preview, log, clean);
  return {
    project: preview.project,
    stack: preview.stack,
    outcome: events === undefined && log === undefined ? "not-made" : outcomeOf(preview, changes.length),
    impact: stackImpact(all),
    changes,
    unchanged: real.length - changes.length,
    errors,
    policies: violations,
    notCheckable,
    findings: findings === "failed" ? [] : (findings ?? []).map((finding) => cleaned(finding, clean)),
    checkFailed: findings === "failed",
  };
}

/** True where the pull request must not be merged as it is. */
export function isForbidden(report: PullRequestReport): boolean {
  const { outcome, policies, findings, checkFailed } = report;
  return (
    checkFailed ||
    outcome === "failed" ||
    outcome === "cut" ||
    outcome === "not-run" ||
    policies.some(({ mandatory }) => mandatory) ||
    findings.some(({ severity }) => severity === "error")
  );
}

function outcomeOf({ result }: PreviewEvents, changed: number): Outcome {
  if (result === "empty") return "not-run";
  if (result !== "succeeded") return result;
  return changed === 0 ? "nothing" : "changes";
}

/** The log repeats what the events say, and more; it counts where they say nothing. */
function errorsOf(
  { diagnostics, result, policies, rest }: PreviewEvents,
  log: string | undefined,
  clean: Clean,
): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const isTold = errors.length > 0 || policies.some(({ mandatory }) => mandatory) || result === "succeeded";
  const texts = isTold ? errors : [rest, log ?? ""];
  const shown = [...new Set(texts.map((text) => clean(text).trim()))].filter((text) => text !== "");
  // Pulumi ends with this whatever it has said before.
  const more = shown.filter((text) => !/^(?:preview|update) failed$/.test(text));
  return more.length > 0 || policies.length > 0 ? more : shown;
}

function cleaned(finding: ReportedFinding, clean: Clean): ReportedFinding {
  return { ...finding, message: clean(finding.message), fix: clean(finding.fix) };
}
