import { createHash } from "node:crypto";
import type { Rule } from "../policies/rule.ts";
import type { CheckReport, NotChecked, ReportedFinding } from "./check-report.ts";
import { type Place, relativePath } from "./place.ts";

const levels: Readonly<Record<ReportedFinding["severity"], string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** SARIF 2.1.0, as code scanning reads it; `rules` tells what the findings' rules say of themselves. */
export function formatSarif(report: CheckReport, rules: readonly Rule[], version: string): string {
  const used = new Set([...report.findings, ...report.notChecked].map(({ rule }) => rule));
  const described = rules.filter(({ id }) => used.has(id));
  const indexOf = (rule: string) => described.findIndex(({ id }) => id === rule);
  const driver = {
    name: "centrifugo-swarm",
    semanticVersion: version,
    rules: described.map(describe),
  };
  const results = report.findings.map((finding) => resultOf(finding, indexOf(finding.rule)));
  const toolExecutionNotifications = report.notChecked.map((one) => notification(one, indexOf(one.rule)));
  // Code scanning makes an alert of every result, so what could not be judged is none.
  const invocations = [{ executionSuccessful: true, toolExecutionNotifications }];
  const run = { tool: { driver }, columnKind: "utf16CodeUnits", invocations, results };
  const schema = "https://json.schemastore.org/sarif-2.1.0.json";
  return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

function describe({ id, title, symptom, fix, severity, systems }: Rule) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: symptom },
    help: { text: `${symptom}\n\n${fix}\n\nSee docs/rules/${id}.md.` },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [...systems] },
  };
}

function resultOf(finding: ReportedFinding, ruleIndex: number) {
  const { rule, severity, service, message, fix, place, related, suppressed } = finding;
  return {
    ruleId: rule,
    ...(ruleIndex === -1 ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: `${message}\nFix: ${fix}` },
    locations: [locationOf(place)],
    ...(related.length === 0 ? {} : { relatedLocations: related.map(locationOf) }),
    // The line may move; what is found, and of which service, stays.
    partialFingerprints: { "finding/v1": fingerprint(rule, service, place.label) },
    ...(suppressed === undefined ? {} : { suppressions: [suppressionOf(suppressed, place)] }),
  };
}

function notification({ rule, message, place }: NotChecked, index: number) {
  return {
    level: "note",
    message: { text: message },
    locations: [locationOf(place)],
    associatedRule: { id: rule, ...(index === -1 ? {} : { index }) },
  };
}

/** A comment stands in the file that it is about. */
function suppressionOf({ reason, by }: NonNullable<ReportedFinding["suppressed"]>, { file }: Place) {
  const kind = file !== undefined && by.startsWith(`${file}:`) ? "inSource" : "external";
  return { kind, justification: reason };
}

function locationOf({ file, line, column, label }: Place) {
  const message = { text: label };
  if (file === undefined) return { logicalLocations: [{ fullyQualifiedName: label }], message };
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } };
  const uri = relativePath(file).toWellFormed().split("/").map(encodeURIComponent).join("/");
  return { physicalLocation: { artifactLocation: { uri }, ...region }, message };
}

function fingerprint(...parts: readonly string[]): string {
  const text = parts.join("\n").replaceAll(/, (?:\S+ )?line \d+/g, "");
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
