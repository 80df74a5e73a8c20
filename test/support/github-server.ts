import { createServer, type IncomingMessage } from "node:http";
import { part } from "../../model/swarm/json.ts";

interface StoredComment {
  readonly id: number;
  readonly author: number;
  body: string;
}

/** Comments of one pull request, served as GitHub's REST API serves them, as far as it is used here. */
export interface GithubServer {
  readonly url: string;
  readonly comments: StoredComment[];
  /** What it answers when asked for pull requests. */
  readonly pulls: unknown[];
  /** `METHOD path` of each request. */
  readonly requests: string[];
  /** Answers that come before the real ones. */
  readonly failures: number[];
  readonly close: () => void;
}

export const token = "ghs_n0tARealT0kenButLooksLikeOne123456";
export const repository = "acme/chat";
export const pullRequest = 7;
/** The token's own user, and somebody else. */
export const [bot, person] = [41898282, 1001];
/** GitHub refuses a longer body. */
const longestBody = 65_536;

/** Starts it on loopback. */
export async function startGithub(): Promise<GithubServer> {
  const comments: StoredComment[] = [];
  const pulls: unknown[] = [];
  const requests: string[] = [];
  const failures: number[] = [];
  let nextId = 1;
  const server = createServer(async (request, response) => {
    const body = await readJson(request);
    requests.push(`${request.method} ${request.url}`);
    const address = new URL(request.url ?? "", `http://${request.headers.host}`);
    const answer = (status: number, value?: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { "Content-Type": "application/json", ...headers });
      response.end(value === undefined ? "" : JSON.stringify(value));
    };
    const failure = failures.shift();
    if (failure !== undefined) return answer(failure, { message: "Server Error" });
    if (request.headers.authorization !== `Bearer ${token}`)
      return answer(401, { message: "Bad credentials" });
    if (request.method === "GET" && address.pathname === `/repos/${repository}/pulls`)
      return answer(200, pulls);
    const start = `/repos/${repository}/issues`;
    const list = `${start}/${pullRequest}/comments`;
    const text = part(body, "body");
    if (request.method === "GET" && address.pathname === list) {
      const size = Number(address.searchParams.get("per_page") ?? 30);
      const page = Number(address.searchParams.get("page") ?? 1);
      const next = new URL(address);
      next.searchParams.set("page", String(page + 1));
      const hasMore = comments.length > page * size;
      const headers: Record<string, string> = hasMore
        ? { Link: `<${next.href}>; rel="next", <${next.href}>; rel="last"` }
        : {};
      return answer(200, comments.slice((page - 1) * size, page * size).map(shown), headers);
    }
    if (typeof text === "string" && text.length > longestBody)
      return answer(422, { message: "body is too long" });
    if (request.method === "POST" && address.pathname === list && typeof text === "string") {
      const comment = { id: nextId++, author: bot, body: text };
      comments.push(comment);
      return answer(201, shown(comment));
    }
    const index = comments.findIndex(({ id }) => address.pathname === `${start}/comments/${id}`);
    const comment = comments[index];
    if (comment === undefined) return answer(404, { message: "Not Found" });
    if (comment.author !== bot) return answer(403, { message: "Resource not accessible by integration" });
    if (request.method === "DELETE") {
      comments.splice(index, 1);
      return answer(204);
    }
    if (request.method === "PATCH" && typeof text === "string") comment.body = text;
    return answer(200, shown(comment));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${bound.port}`,
    comments,
    pulls,
    requests,
    failures,
    close: () => server.close(),
  };

  function shown({ id, author, body }: StoredComment) {
    return {
      id,
      body,
      user: { id: author },
      html_url: `https://github.example/${repository}/pull/${pullRequest}#issuecomment-${id}`,
    };
  }
}

/** Adds comments of other people. */
export function addComments({ comments }: GithubServer, count: number, author: number, body: string): void {
  for (let index = 0; index < count; index++) comments.push({ id: 10_000 + comments.length, author, body });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? undefined : JSON.parse(text);
}
