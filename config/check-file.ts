import { brokenYaml } from "./broken-yaml.ts";
import { ConfigError } from "./config-error.ts";
import type { Finding } from "./explain.ts";
import { inspect } from "./inspect.ts";
import { issuesOf, type StackPlace } from "./load.ts";
import { isEncrypted, settingText } from "./setting-text.ts";
import { configEntries, readStackFile, type StackFile } from "./stack-file.ts";

/**
 * Checks a stack file without Pulumi: everything but the values that are encrypted.
 *
 * @param options.missingSecrets `allowed` before the secrets are generated; by default a missing one is a mistake.
 * @throws ConfigError with all mistakes at once.
 */
export function checkStackFile(place: StackPlace, options: { missingSecrets?: "allowed" } = {}): void {
  const { project } = place;
  const file = readStackFile(place.directory, place.stack);
  const broken = file && brokenYaml(file);
  if (broken !== undefined) throw new ConfigError([broken]);
  const { values, secretKeys } =
    file === undefined ? { values: {}, secretKeys: [] } : valuesOf(file, project);
  const inspection = inspect({ project, values, secretKeys });
  const isUnread = ({ path, refusal }: Finding) =>
    inspection.encrypted.has(String(path[0])) ||
    (options.missingSecrets === "allowed" && refusal.code === "missing-secret");
  const findings = inspection.findings.filter((finding) => !isUnread(finding));
  const isEmpty = Object.keys(inspection.own).length === 0;
  if (findings.length > 0 || isEmpty)
    throw new ConfigError(issuesOf({ ...inspection, findings }, file, place));
}

/** The settings of a stack file in the form in which Pulumi hands them over; encrypted ones stay encrypted. */
function valuesOf(file: StackFile, project: string) {
  const values: Record<string, string> = {};
  const secretKeys: string[] = [];
  for (const { written, key, pair } of configEntries(file, project)) {
    const name = key === undefined ? written : `${project}:${key}`;
    values[name] = settingText(file, pair.value);
    if (isEncrypted(file, pair.value)) secretKeys.push(name);
  }
  return { values, secretKeys };
}
