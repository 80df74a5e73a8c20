import type { IncomingMessage, ServerResponse } from "node:http";

/** Nothing that the page sends is longer. */
const maxBytes = 8192;

/** A request that is refused, with what the page is told. */
export class Refused extends Error {
  readonly status: number;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, cause: string, headers: Record<string, string> = {}) {
    super(code);
    this.status = status;
    this.body = { error: { code, cause } };
    this.headers = headers;
  }
}

/** The JSON object of a request's body; texts by key, everything else is left out. */
export async function readTexts(request: IncomingMessage): Promise<Readonly<Record<string, string>>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBytes)
      throw new Refused(413, "too-large", "the request is too large", { Connection: "close" });
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || "{}");
    const entries = Object.entries(body ?? {}).filter(([, value]) => typeof value === "string");
    return Object.fromEntries(entries);
  } catch {
    throw new Refused(400, "no-json", "the request is no JSON");
  }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

/** The address that Traefik saw: it replaces whatever a client wrote into this header. */
export function clientAddress(request: IncomingMessage): string {
  const forwarded = request.headers["x-forwarded-for"];
  const last = String(forwarded ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  return last || (request.socket.remoteAddress ?? "");
}
