import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { UserError } from "../../config/user-error.ts";
import { formatPullRequest, markerOf } from "../../report/pull-request/markdown.ts";
import { isForbidden, makePullRequestReport } from "../../report/pull-request/pull-request-report.ts";
import { githubContext } from "./github-context.ts";
import { readEventText, readFindings, readText } from "./read-input.ts";

/** What is wanted of a report. */
export interface ReportRequest {
  readonly events: string | undefined;
  readonly log: string | undefined;
  readonly findings: string | undefined;
  readonly output: string | undefined;
  readonly title: string | undefined;
  readonly format: "markdown" | "json";
  readonly post: boolean;
  readonly pullRequest: string | undefined;
  readonly stack: string | undefined;
  readonly directory: string | undefined;
}

/**
 * Writes the report, and the comment where that is wanted.
 *
 * @returns whether the pull request must not be merged as it is.
 * @throws UserError with exit code 2 for input that cannot be read, 1 where GitHub takes no comment.
 */
export async function report(
  request: ReportRequest,
  env: NodeJS.ProcessEnv,
): Promise<{ forbidden: boolean }> {
  const { events, log, findings, output, post } = request;
  const context = githubContext(env, fileURLToPath(new URL("../..", import.meta.url)));
  // First, so that a mistake in the workflow shows whatever the preview says.
  const target = post ? { ...context.access(), number: context.pullRequest(request.pullRequest) } : undefined;
  const made = makePullRequestReport({
    events: events === undefined ? undefined : readEventText(events),
    log: log === undefined ? undefined : readText("--log", log),
    findings: findings === undefined ? undefined : readFindings(findings),
    environment: env,
  });
  // One that did not get as far names no stack, and has to find its comment all the same.
  const whole = { ...made, ...(await namesOf(request, made)) };
  const options = { links: context.links, title: request.title, commit: context.commit };
  const comment = formatPullRequest(whole, options);
  const text =
    request.format === "json"
      ? (await import("../../report/pull-request/json.ts")).formatPullRequestJson(whole)
      : comment;
  if (output === undefined) process.stdout.write(text);
  else writeText(output, text);
  if (target !== undefined) {
    const { postComment } = await import("../../report/github-comment/post-comment.ts");
    const marker = markerOf(whole.project, whole.stack);
    const { action, address } = await postComment(target, target.number, marker, comment);
    process.stderr.write(`${action} ${address}\n`);
  }
  return { forbidden: isForbidden(whole) };
}

async function namesOf(
  { stack, directory }: ReportRequest,
  { project, stack: seen }: { readonly project: string | undefined; readonly stack: string | undefined },
) {
  if (project !== undefined && (stack ?? seen) !== undefined) return { project, stack: stack ?? seen };
  const { stackPlace } = await import("../stack-place.ts");
  const place = await stackPlace({ stack: stack ?? seen, directory });
  return { project: project ?? place.project, stack: place.stack };
}

function writeText(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch {
    throw new UserError(`--output ${path}: it cannot be written.`, { exitCode: 2 });
  }
}
