import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../config/user-error.ts";
import { parseJson } from "../../model/parse-json.ts";
import { part } from "../../model/swarm/json.ts";

/** Access to the REST API of one repository. */
export interface GithubAccess {
  /** `https://api.github.com`, or the one of an Enterprise Server. */
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

export interface GithubAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Address of the next page. */
  readonly next: string | undefined;
}

/** How long one request may take, and how often it is tried when GitHub is busy, in milliseconds and times. */
const timeoutMs = 30_000;
const attempts = 3;

/**
 * Sends one request; tried again where GitHub is busy.
 *
 * @throws UserError when there is no answer; never with the token.
 */
export async function callGithub(
  access: GithubAccess,
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: object,
): Promise<GithubAnswer> {
  const address = path.startsWith("http") ? path : `${access.apiUrl}/repos/${access.repository}/${path}`;
  for (let attempt = 1; ; attempt++) {
    const response = await send(access, method, address, body);
    const isBusy = response !== undefined && (response.status === 429 || response.status >= 500);
    if (response !== undefined && !isBusy) return response;
    // What was not answered may have been done all the same, and a second comment would be one too many.
    if (attempt === attempts || (response === undefined && method === "POST")) {
      if (response !== undefined) return response;
      throw new UserError(`${access.apiUrl} does not answer.`, {
        fix: "look at GITHUB_API_URL, and whether this machine may reach it; then run the report again.",
      });
    }
    await sleep(500 * 2 ** attempt);
  }
}

async function send(
  { token }: GithubAccess,
  method: string,
  address: string,
  body: object | undefined,
): Promise<GithubAnswer | undefined> {
  try {
    const response = await fetch(address, {
      method,
      headers: {
        Accept: "application/vnd.github+json",
        Authorization: `Bearer ${token}`,
        "X-GitHub-Api-Version": "2022-11-28",
        "User-Agent": "centrifugo-swarm",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, body: parseJson(text), next: nextPage(response.headers.get("link")) };
  } catch {
    return undefined;
  }
}

function nextPage(link: string | null): string | undefined {
  return /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
}

/** What GitHub says of a request that it refused, for people. */
export function refusal({ status, body }: GithubAnswer, doing: string): UserError {
  const said = part(body, "message");
  const why = typeof said === "string" ? ` (${said.slice(0, 200)})` : "";
  const fixes: Readonly<Record<number, string>> = {
    401: "GITHUB_TOKEN is not valid: hand over the one of the job, `github.token`.",
    403: "give the job `permissions: pull-requests: write`; the token of a pull request from a fork may never write, so its comment comes from a workflow on `workflow_run`.",
    404: "look at GITHUB_REPOSITORY and the number of the pull request, and whether the token may see the repository.",
  };
  const fix = fixes[status] ?? "run the report again; https://www.githubstatus.com tells of outages.";
  return new UserError(`GitHub refused ${doing}: HTTP ${status}${why}.`, { fix });
}
