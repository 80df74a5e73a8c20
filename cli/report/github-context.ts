import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { UserError } from "../../config/user-error.ts";
import { numberAt, part, textAt } from "../../model/swarm/json.ts";
import type { GithubAccess } from "../../report/github-comment/github-api.ts";
import { type Links, noLinks } from "../../report/pull-request/links.ts";

/** What a job of GitHub Actions knows of itself. */
export interface GithubContext {
  /** The last commit of the pull request's branch; not the one that GitHub merges for the job. */
  readonly commit: string | undefined;
  readonly links: Links;
  /** @throws UserError with exit code 2 where it is no pull request. */
  readonly pullRequest: (given: string | undefined) => number;
  /** @throws UserError with exit code 2 where a variable is missing. */
  readonly access: () => GithubAccess;
}

/** Reads the variables that GitHub Actions sets, and the event; `root` is the folder of this package. */
export function githubContext(env: NodeJS.ProcessEnv, root: string): GithubContext {
  const event = readEvent(env["GITHUB_EVENT_PATH"]);
  const head = textAt(event, "pull_request", "head", "sha") ?? textAt(event, "workflow_run", "head_sha");
  const commit = head ?? env["GITHUB_SHA"];
  const repository = textAt(event, "pull_request", "head", "repo", "full_name") ?? env["GITHUB_REPOSITORY"];
  return {
    commit,
    links: linksOf({ env, root, commit, repository }),
    pullRequest: (given) => {
      const number =
        given ??
        numberAt(event, "pull_request", "number") ??
        numberAt(part(event, "workflow_run", "pull_requests", "0"), "number") ??
        /^refs\/pull\/(\d+)\//.exec(env["GITHUB_REF"] ?? "")?.[1];
      if (number !== undefined && /^[1-9]\d*$/.test(String(number))) return Number(number);
      throw new UserError("it is not known which pull request to comment on.", {
        fix: "give its number with --pull-request, or run on `pull_request`.",
        exitCode: 2,
      });
    },
    access: () => ({
      apiUrl: (env["GITHUB_API_URL"] ?? "https://api.github.com").replace(/\/+$/, ""),
      repository: required(env, "GITHUB_REPOSITORY", "owner/name of the repository"),
      token: required(
        env,
        "GITHUB_TOKEN",
        "the token of the job (`github.token`), which needs `pull-requests: write`",
      ),
    }),
  };
}

function required(env: NodeJS.ProcessEnv, name: string, what: string): string {
  const value = env[name];
  if (value !== undefined && value !== "") return value;
  throw new UserError(`--post github needs ${name}.`, { fix: `set it: ${what}.`, exitCode: 2 });
}

interface Place {
  readonly env: NodeJS.ProcessEnv;
  readonly root: string;
  readonly commit: string | undefined;
  readonly repository: string | undefined;
}

/** Pages are linked where this package lies in the repository itself, as in a clone. */
function linksOf({ env, root, commit, repository }: Place): Links {
  const server = env["GITHUB_SERVER_URL"];
  const workspace = env["GITHUB_WORKSPACE"];
  if (server === undefined || commit === undefined || repository === undefined || workspace === undefined)
    return noLinks;
  const address = (path: string) =>
    `${server}/${repository}/blob/${commit}/${path.split(sep).map(escapePart).join("/")}`;
  const within = relative(workspace, root);
  return {
    page: (path) =>
      within.startsWith("..") || !existsSync(join(root, path)) ? undefined : address(join(within, path)),
    line: (file, line) =>
      file.startsWith("..") || file.startsWith("/") ? undefined : `${address(file)}#L${line}`,
  };
}

/** Round brackets would end a link in Markdown. */
function escapePart(part: string): string {
  return encodeURIComponent(part).replaceAll("(", "%28").replaceAll(")", "%29");
}

function readEvent(path: string | undefined): unknown {
  try {
    return path === undefined ? undefined : JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
