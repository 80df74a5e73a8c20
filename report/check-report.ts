import { rulePage } from "../policies/check-model.ts";
import type { Finding } from "../policies/rule.ts";
import type { Suppressed, Suppression } from "../policies/suppressions/suppression.ts";
import { hideWords } from "./hidden-spans.ts";
import type { Place } from "./place.ts";

/** What was checked. */
export interface CheckedSource {
  readonly kind: "files" | "swarm" | "program";
  /** Files, or the stack's name; empty: the whole Swarm. */
  readonly names: readonly string[];
}

/** One violation as every format shows it. Fields are only ever added. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Finding["severity"];
  /** Empty: the stack as a whole. */
  readonly service: string;
  readonly message: string;
  readonly fix: string;
  /** The rule's page, relative to this package. */
  readonly page: string;
  readonly place: Place;
  /** Other places that it clashes with. */
  readonly related: readonly Place[];
  /** Undefined: not suppressed. */
  readonly suppressed: { readonly reason: string; readonly by: string } | undefined;
}

/** A rule that needed a value which is not known here. */
export interface NotChecked {
  readonly rule: string;
  readonly service: string;
  readonly message: string;
  readonly place: Place;
}

/** Everything that a check found; all formats are made from this. */
export interface CheckReport {
  readonly source: CheckedSource;
  /** In the order of files, lines and severities; suppressed ones too. */
  readonly findings: readonly ReportedFinding[];
  readonly notChecked: readonly NotChecked[];
  /** Suppressions that suppress nothing. */
  readonly unused: readonly { readonly rules: readonly string[]; readonly by: string }[];
  /** Settings that are encrypted, by name. */
  readonly encrypted: readonly string[];
  /** Services that were looked at. */
  readonly services: number;
}

/** Puts a report together. */
export function makeReport(about: {
  readonly source: CheckedSource;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly unused: readonly Suppression[];
  readonly encrypted: readonly string[];
  readonly services: number;
}): CheckReport {
  const { source, findings, suppressed, unused, encrypted, services } = about;
  const violations = findings.filter(({ kind }) => kind === "violation");
  return {
    source,
    services,
    encrypted,
    findings: [
      ...violations.map((finding) => toReported(finding, undefined)),
      ...suppressed.map(({ finding, by }) =>
        toReported(finding, { reason: printable(hideWords(by.reason)), by: by.place }),
      ),
    ].sort(byPlace),
    notChecked: findings
      .filter(({ kind }) => kind === "not-checkable")
      .map(({ rule, service, message, origin }) => ({
        rule,
        service,
        message: printable(message),
        place: placeOf(origin),
      })),
    unused: unused.map(({ rules, place }) => ({ rules, by: place })),
  };
}

/** Findings that nobody has suppressed. */
export function openFindings({ findings }: CheckReport): readonly ReportedFinding[] {
  return findings.filter(({ suppressed }) => suppressed === undefined);
}

/** Severities from the worst to the least. */
export const severities = ["error", "warning", "info"] as const;

/** True where something at least this bad is open; nothing is for `never`. */
export function failsOn(report: CheckReport, level: Finding["severity"] | "never"): boolean {
  if (level === "never") return false;
  const bad = severities.slice(0, severities.indexOf(level) + 1);
  return openFindings(report).some(({ severity }) => bad.includes(severity));
}

function toReported(finding: Finding, suppressed: ReportedFinding["suppressed"]): ReportedFinding {
  const { rule, severity, service, message, fix, origin, related = [] } = finding;
  return {
    rule,
    severity,
    service,
    message: printable(message),
    fix: printable(fix),
    page: rulePage(rule),
    place: placeOf(origin),
    related: related.map(placeOf),
    suppressed,
  };
}

function placeOf({ label, file, line, column }: Finding["origin"]): Place {
  return { label: printable(label), file, line, column };
}

/**
 * Rules quote no secret; a password in a URL is caught here once more. What would steer a terminal, or turn the
 * order of what follows, has no use in a name.
 */
function printable(text: string): string {
  return text.replaceAll(/:\/\/[^/\s@"'`]*@/g, "://…@").replaceAll(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, " ");
}

function byPlace(a: ReportedFinding, b: ReportedFinding): number {
  return (
    byText(a.place.file ?? "", b.place.file ?? "") ||
    (a.place.line ?? 0) - (b.place.line ?? 0) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    byText(a.rule, b.rule) ||
    byText(a.message, b.message)
  );
}

/** `localeCompare` would load a table of its own first. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
