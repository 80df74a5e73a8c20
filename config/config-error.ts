import type { ConfigIssue } from "./config-issue.ts";
import { formatIssues } from "./format-issues.ts";
import { UserError } from "./user-error.ts";

/** A configuration that cannot be deployed: every mistake at once, sorted by place. */
export class ConfigError extends UserError {
  readonly issues: readonly ConfigIssue[];

  constructor(issues: readonly ConfigIssue[]) {
    super(formatIssues(issues), { exitCode: 2 });
    this.issues = issues;
  }
}
