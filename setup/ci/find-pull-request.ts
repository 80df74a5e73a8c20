import { z } from "zod/mini";
import { UserError } from "../../config/user-error.ts";
import { callGithub } from "../../report/github-comment/github-api.ts";

/** What GitHub itself says of the run that is commented on: nothing here comes from the fork's files. */
export interface Head {
  /** `owner/name` of the repository that gets the comment. */
  readonly repository: string;
  /** `owner/name` of the fork. */
  readonly fork: string;
  readonly branch: string;
  /** The commit that was checked. */
  readonly commit: string;
}

const pullsSchema = z.array(
  z.object({
    number: z.int().check(z.positive()),
    head: z.object({ sha: z.string(), repo: z.nullish(z.object({ full_name: z.string() })) }),
  }),
);

/**
 * The open pull request whose newest commit is the one that was checked. For a fork GitHub's event does not name
 * it, and a number out of the fork's own files could be anybody's.
 *
 * @param api address of the API, such as `https://api.github.com`.
 * @returns undefined when the pull request was closed or has a newer commit by now.
 */
export async function findPullRequest(head: Head, api: string, token: string): Promise<number | undefined> {
  const { repository, fork, branch, commit } = head;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[\w.-]+\/[\w.-]+$/.test(fork)) {
    throw new UserError("GITHUB_REPOSITORY and HEAD_REPOSITORY have to be owner/name.", { exitCode: 2 });
  }
  const query = new URLSearchParams({
    state: "open",
    head: `${fork.split("/")[0]}:${branch}`,
    per_page: "100",
  });
  const { status, body } = await callGithub({ apiUrl: api, repository, token }, "GET", `pulls?${query}`);
  if (status !== 200) {
    throw new UserError(`GitHub answered ${status} when asked for the pull request.`, {
      fix: "the job needs `permissions: { pull-requests: write }`.",
    });
  }
  const pulls = pullsSchema.parse(body);
  return pulls.find(({ head }) => head.sha === commit && head.repo?.full_name === fork)?.number;
}
