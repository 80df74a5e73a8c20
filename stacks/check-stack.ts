import { conflictFindings } from "../config/centrifugo/conflicts.ts";
import { ConfigError } from "../config/config-error.ts";
import type { ConfigIssue } from "../config/config-issue.ts";
import type { Finding } from "../config/explain.ts";
import { type FileCheckOptions, inspectStackFile } from "../config/inspect-file.ts";
import { issuesOf, type StackPlace } from "../config/load.ts";
import { repairedConfig } from "../config/repair.ts";
import type { StackConfig } from "../config/stack-config.ts";
import type { StackFile } from "../config/stack-file.ts";
import { configWarnings } from "../config/warnings.ts";
import { ruleFindings } from "./rule-findings.ts";

/** What a check of a stack file found. */
export interface CheckedStack {
  /** Mistakes and warnings, sorted by place. */
  readonly issues: readonly ConfigIssue[];
  /** True when nothing keeps the stack from being deployed; warnings do not. */
  readonly ok: boolean;
  /** The configuration with placeholders for what is encrypted or wrong; undefined when too little is left. */
  readonly config: StackConfig | undefined;
  readonly file: StackFile | undefined;
  /** Settings that could not be judged, since Pulumi keeps them encrypted. */
  readonly encrypted: readonly string[];
}

/**
 * Checks a stack file without Pulumi and without Docker: every setting, and all rules on what it would deploy.
 * One mistake does not hide another: the rules see the rest.
 *
 * @throws UserError when the file cannot be read.
 */
export function checkStack(place: StackPlace, options: FileCheckOptions = {}): CheckedStack {
  try {
    const inspection = inspectStackFile(place, options);
    const config = repairedConfig(inspection);
    const identity = { project: place.project, stack: place.stack };
    const more =
      config === undefined
        ? []
        : [...conflictFindings(config), ...ruleFindings({ config, identity }), ...configWarnings(config)];
    const findings = [...inspection.findings, ...more.filter((one) => !isRepeated(one, inspection.findings))];
    const isEmpty = Object.keys(inspection.own).length === 0;
    const issues =
      findings.length > 0 || isEmpty ? issuesOf({ ...inspection, findings }, inspection.file, place) : [];
    const ok = issues.every(({ severity }) => severity === "warning");
    return { issues, ok, config, file: inspection.file, encrypted: encryptedSettings(inspection) };
  } catch (error) {
    if (error instanceof ConfigError) {
      return { issues: error.issues, ok: false, config: undefined, file: undefined, encrypted: [] };
    }
    throw error;
  }
}

/** A setting that is wrong by itself was left out for the rules; what they say about it there would be noise. */
function isRepeated({ path }: Finding, findings: readonly Finding[]): boolean {
  return findings.some(
    (other) => other.path.length > 0 && other.path.every((step, index) => path[index] === step),
  );
}

/** Names of the settings that Pulumi keeps encrypted, with single options of Centrifugo. */
export function encryptedSettings({
  encrypted,
  encryptedOptions,
}: ReturnType<typeof inspectStackFile>): string[] {
  const whole = [...encrypted].filter((key) => key !== "centrifugo");
  return [
    ...whole,
    ...(encryptedOptions === undefined
      ? ["centrifugo"]
      : [...encryptedOptions].map((key) => `centrifugo.${key}`)),
  ];
}
