import { part } from "../../model/swarm/json.ts";
import { callGithub, type GithubAccess, refusal } from "./github-api.ts";

/** What became of the comment. */
export interface Posted {
  readonly action: "created" | "updated";
  readonly address: string;
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly author: number | undefined;
}

/** Most pages of a hundred comments that are looked through. */
const mostPages = 50;

/**
 * Writes the one comment of a pull request: the first one that begins with the marker is written again, and copies
 * of it by the same author are removed; where there is none that the token may write, a new one is made.
 *
 * @throws UserError when GitHub refuses.
 */
export async function postComment(
  access: GithubAccess,
  pullRequest: number,
  marker: string,
  body: string,
): Promise<Posted> {
  const marked = (await listComments(access, pullRequest)).filter((comment) =>
    comment.body.startsWith(marker),
  );
  for (const comment of marked) {
    const answer = await callGithub(access, "PATCH", `issues/comments/${comment.id}`, { body });
    // Somebody has copied the marker into a comment of their own.
    if (answer.status === 403 || answer.status === 404) continue;
    if (answer.status !== 200) throw refusal(answer, "to write the comment again");
    await removeCopies(access, comment, marked);
    return { action: "updated", address: addressIn(answer.body) };
  }
  const answer = await callGithub(access, "POST", `issues/${pullRequest}/comments`, { body });
  if (answer.status !== 201) throw refusal(answer, "a new comment");
  return { action: "created", address: addressIn(answer.body) };
}

/** Two runs at the same time may each have made one. One that cannot be removed does no harm. */
async function removeCopies(access: GithubAccess, kept: Comment, marked: readonly Comment[]): Promise<void> {
  const copies = marked.filter(
    ({ id, author }) => id !== kept.id && author !== undefined && author === kept.author,
  );
  for (const { id } of copies) await callGithub(access, "DELETE", `issues/comments/${id}`);
}

async function listComments(access: GithubAccess, pullRequest: number): Promise<readonly Comment[]> {
  const comments: Comment[] = [];
  let path: string | undefined = `issues/${pullRequest}/comments?per_page=100`;
  for (let page = 0; path !== undefined && page < mostPages; page++) {
    const answer = await callGithub(access, "GET", path);
    if (answer.status !== 200) throw refusal(answer, "the list of comments");
    comments.push(...(Array.isArray(answer.body) ? answer.body.flatMap(toComment) : []));
    path = sameOrigin(answer.next, access.apiUrl);
  }
  return comments;
}

/** The token goes to nobody else. */
function sameOrigin(next: string | undefined, apiUrl: string): string | undefined {
  return next !== undefined && URL.parse(next)?.origin === URL.parse(apiUrl)?.origin ? next : undefined;
}

function toComment(comment: unknown): Comment[] {
  const [id, body, author] = [part(comment, "id"), part(comment, "body"), part(comment, "user", "id")];
  if (typeof id !== "number" || typeof body !== "string") return [];
  return [{ id, body, author: typeof author === "number" ? author : undefined }];
}

function addressIn(body: unknown): string {
  const address = part(body, "html_url");
  return typeof address === "string" ? address : "";
}
