import { ConfigError } from "./config-error.ts";
import { type FileCheckOptions, inspectStackFile } from "./inspect-file.ts";
import { issuesOf, type StackPlace } from "./load.ts";

/**
 * Checks a stack file against the schema without Pulumi: everything but the values that are encrypted, and
 * without the rules, which need the whole deployment (`stacks/check-stack.ts`).
 *
 * @throws ConfigError with all mistakes at once.
 */
export function checkStackFile(place: StackPlace, options: FileCheckOptions = {}): void {
  const inspection = inspectStackFile(place, options);
  const isEmpty = Object.keys(inspection.own).length === 0;
  if (inspection.findings.length > 0 || isEmpty) {
    throw new ConfigError(issuesOf(inspection, inspection.file, place));
  }
}
