import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createApi } from "./api.ts";
import { clientAddress, Refused, readTexts, sendJson } from "./http.ts";
import { createLoginLimits } from "./login-limits.ts";
import { fileFor, type PageFile } from "./page-files.ts";
import { pageHeaders } from "./page-headers.ts";
import { personOf } from "./people.ts";
import { createSessions, isSame } from "./sessions.ts";
import type { Settings } from "./settings.ts";

export interface Backend {
  readonly settings: Settings;
  readonly files: ReadonlyMap<string, PageFile>;
  /** Never gets a secret, a token, nor what a person typed. */
  readonly log: (line: string) => void;
}

/** The example backend: signs people in, issues tokens, publishes, and serves the connection test page. */
export function createBackend({ settings, files, log }: Backend): Server {
  const sessions = createSessions();
  const limits = createLoginLimits();
  const api = createApi(settings, log);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = URL.parse(request.url ?? "/", "http://backend")?.pathname ?? "";
    if (path === "/health") return sendJson(response, 200, { ok: true });
    const user = sessions.userOf(request.headers.cookie);
    if (request.method === "GET" || request.method === "HEAD") return sendFile(response, path, user);
    if (request.method !== "POST") throw new Refused(405, "method", "only GET and POST are answered");
    // Beside the cookie's SameSite: a request of another page has that page's origin.
    if (request.headers.origin !== settings.pageOrigin) {
      throw new Refused(403, "foreign-origin", "this request does not come from the page");
    }
    const texts = await readTexts(request);
    if (path === "/api/login") return signIn(request, response, texts);
    if (path === "/api/logout") return sendJson(response, 200, {}, { "Set-Cookie": sessions.end() });
    const call = Object.hasOwn(api, path) ? api[path] : undefined;
    if (call === undefined) throw new Refused(404, "unknown-path", "there is nothing at this path");
    if (user === undefined) throw new Refused(401, "signed-out", "nobody is signed in");
    sendJson(response, 200, await call(personOf(user, settings), texts));
  }

  function sendFile(response: ServerResponse, path: string, user: string | undefined): void {
    const file = fileFor(files, path, user !== undefined);
    if (file === undefined) throw new Refused(404, "unknown-path", "there is nothing at this path");
    response.writeHead(200, { "Content-Type": file.type });
    response.end(file.content);
  }

  function signIn(
    request: IncomingMessage,
    response: ServerResponse,
    { user = "", password = "" }: Readonly<Record<string, string>>,
  ): void {
    const address = clientAddress(request);
    const wait = limits.waitFor(address);
    if (wait > 0) {
      throw new Refused(429, "too-many-logins", "too many wrong passwords", { "Retry-After": String(wait) });
    }
    // Both are compared in any case, so that the time does not tell which one is wrong.
    const isRight = [isSame(user, settings.user), isSame(password, settings.password)].every(Boolean);
    if (!isRight) {
      limits.countFailure(address);
      log(`[Login] refused for ${address}`);
      throw new Refused(401, "wrong-login", "user name or password is wrong");
    }
    log(`[Login] signed in from ${address}`);
    sendJson(response, 200, {}, { "Set-Cookie": sessions.begin(settings.user) });
  }

  const headers = pageHeaders(settings.websocketUrl);
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 }, (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy();
      if (error instanceof Refused) return sendJson(response, error.status, error.body, error.headers);
      log(`[Server] ${request.method} failed: ${error instanceof Error ? error.name : "unknown error"}`);
      sendJson(response, 500, { error: { code: "internal", cause: "the backend failed" } });
    });
  });
  return server;
}
