import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { readPageFiles } from "../../examples/backend/page-files.ts";
import { createBackend } from "../../examples/backend/server.ts";
import type { Settings } from "../../examples/backend/settings.ts";
import { root } from "../../setup/project.ts";

/** Values that are found at once when one of them turns up where it must not. */
export const exampleSecrets = {
  password: "password-3f0c9a7b1d2e",
  tokenSecret: "token-0a1b2c3d4e5f60718293a4b5c6d7e8f9",
  apiKey: "key-9f8e7d6c5b4a39281706f5e4d3c2b1a0",
};

export const pageOrigin = "https://test.centrifugo.localhost";

export function exampleSettings(changes: Partial<Settings> = {}): Settings {
  return {
    port: 0,
    stack: "example",
    pageOrigin,
    websocketUrl: "wss://centrifugo.localhost/connection/websocket",
    edgeAddress: "",
    apiUrl: "http://127.0.0.1:1/api",
    healthUrl: "http://127.0.0.1:1/health",
    channels: ["org:<organisation>:messages", "org:<organisation>:tickets"],
    organization: "",
    user: "test",
    ...exampleSecrets,
    ...changes,
  };
}

const files = readPageFiles(join(root, "examples/test-page"), join(root, "node_modules/centrifuge/dist"));

/** What the backend answered, and whoever asked can be signed in. */
export interface Visitor {
  readonly url: string;
  readonly log: readonly string[];
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  readonly post: (path: string, body?: object, headers?: Record<string, string>) => Promise<Response>;
  /** Signs in, and sends the cookie from then on. */
  readonly signIn: () => Promise<Response>;
}

/** Runs the example backend on loopback while `use` goes on. */
export async function withBackend(
  changes: Partial<Settings>,
  use: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const log: string[] = [];
  const settings = exampleSettings(changes);
  const server = createBackend({ settings, files, log: (line) => void log.push(line) });
  await listening(server, async (url) => {
    let cookie = "";
    const get: Visitor["get"] = (path, headers = {}) =>
      fetch(url + path, { headers: { cookie, ...headers } });
    const post: Visitor["post"] = (path, body = {}, headers = {}) => {
      const all = { cookie, origin: pageOrigin, "content-type": "application/json", ...headers };
      return fetch(url + path, { method: "POST", headers: all, body: JSON.stringify(body) });
    };
    const signIn = async () => {
      const answer = await post("/api/login", { user: settings.user, password: settings.password });
      cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
      return answer;
    };
    await use({ url, log, get, post, signIn });
  });
}

/** Lets a server listen on loopback while `use` goes on. */
export async function listening<T>(server: Server, use: (url: string) => Promise<T>): Promise<T> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    return await use(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** What one request brought, and the answers that are given one after the other; the last one again and again. */
export interface Exchange {
  readonly requests: { readonly headers: Record<string, unknown>; readonly body: Record<string, unknown> }[];
  readonly answers: readonly (readonly [status: number, body: string] | "hang")[];
}

/** A server that answers as it is told, as no healthy Centrifugo would. */
export function answeringServer({ requests, answers }: Exchange): Server {
  return createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? "hang";
    requests.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    if (answer !== "hang") response.writeHead(answer[0]).end(answer[1]);
  });
}
