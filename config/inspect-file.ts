import { brokenYaml } from "./broken-yaml.ts";
import { encryptedOptions } from "./centrifugo/encrypted-options.ts";
import { clearCredentials } from "./clear-credentials.ts";
import { ConfigError } from "./config-error.ts";
import type { Finding } from "./explain.ts";
import { type Inspection, inspect } from "./inspect.ts";
import type { StackPlace } from "./load.ts";
import { isEncrypted, settingText } from "./setting-text.ts";
import { configEntries, readStackFile, type StackFile } from "./stack-file.ts";

/** How a stack file is judged before it is complete. */
export interface FileCheckOptions {
  /** `allowed` before the secrets are generated; by default a missing one is a mistake. */
  readonly missingSecrets?: "allowed" | undefined;
}

/** A stack file taken apart without Pulumi; what is encrypted is not judged. */
export interface FileInspection extends Inspection {
  /** Undefined: there is none. */
  readonly file: StackFile | undefined;
}

/**
 * Takes a stack file apart.
 *
 * @throws ConfigError when it cannot be read as YAML.
 */
export function inspectStackFile(place: StackPlace, options: FileCheckOptions = {}): FileInspection {
  const { project } = place;
  const file = readStackFile(place.directory, place.stack);
  const broken = file && brokenYaml(file);
  if (broken !== undefined) throw new ConfigError([broken]);
  const { values, secretKeys } =
    file === undefined ? { values: {}, secretKeys: [] } : valuesOf(file, project);
  const encrypted = file === undefined ? undefined : encryptedOptions(file, project);
  const inspection = inspect({
    project,
    values,
    secretKeys,
    encryptedOptions: () => encrypted,
    clearCredentials: () => (file === undefined ? [] : clearCredentials(file, project)),
  });
  const isUnread = ({ path, refusal }: Finding) =>
    // Below `centrifugo` single options are encrypted, and the check has passed over those.
    (inspection.encrypted.has(String(path[0])) && path[0] !== "centrifugo" && !presence.has(refusal.code)) ||
    (options.missingSecrets === "allowed" && refusal.code === "missing-secret");
  return { ...inspection, file, findings: inspection.findings.filter((finding) => !isUnread(finding)) };
}

/** What is wrong with a setting whatever its value is. */
const presence: ReadonlySet<string> = new Set([
  "other-traefik-mode",
  "other-tls-mode",
  "unused-dns-credentials",
  "plain-secret",
]);

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
