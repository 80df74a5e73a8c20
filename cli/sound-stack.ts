import { formatIssues } from "../config/format-issues.ts";
import type { StackPlace } from "../config/load.ts";
import type { StackConfig } from "../config/stack-config.ts";
import type { StackFile } from "../config/stack-file.ts";
import { UserError } from "../config/user-error.ts";
import { checkStack } from "../stacks/check-stack.ts";

/** A stack file without mistakes, for commands that show what it leads to; secrets may be missing. */
export interface SoundStack {
  readonly config: StackConfig;
  readonly file: StackFile | undefined;
}

/** @throws UserError with everything that is wrong: what a wrong file leads to would mislead. */
export function soundStack(place: StackPlace): SoundStack {
  const { ok, issues, config, file } = checkStack(place, { missingSecrets: "allowed" });
  if (ok && config !== undefined) return { config, file };
  throw new UserError(formatIssues(issues.filter(({ severity }) => severity === "error")), { exitCode: 1 });
}
