import { randomBytes } from "node:crypto";
import { edgeAddress } from "../edge-address.ts";
import { DialError, type DialTarget, dialHttp1 } from "./dial.ts";

/** How long an answer may take, in milliseconds. */
const answerTimeoutMs = 5_000;

/** HTTP status of a websocket upgrade over HTTP/1.1; 101 when it succeeded. Throws a `DialError`. */
export function upgradeStatus(target: DialTarget, origin: string | undefined): Promise<number> {
  const { url } = edgeAddress(target);
  return requestStatus(target, `${url.pathname}${url.search}`, {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
    ...(origin === undefined ? {} : { Origin: origin }),
  });
}

/** HTTP status of a plain GET of `path` on the websocket's host. Throws a `DialError`. */
export function getStatus(target: DialTarget, path: string): Promise<number> {
  return requestStatus(target, path, { Connection: "close" });
}

/** Written by hand because Node's HTTP client hides the difference between an upgrade and an answer. */
async function requestStatus(target: DialTarget, path: string, headers: Record<string, string>) {
  const socket = await dialHttp1(target);
  const lines = Object.entries({ Host: edgeAddress(target).name, ...headers }).map(([k, v]) => `${k}: ${v}`);
  return new Promise<number>((resolve, reject) => {
    let answer = "";
    const give = (code: string, message: string) => reject(new DialError(code, message));
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => {
      answer += chunk;
      const status = /^HTTP\/1\.[01] (\d{3})[^\n]*\n/.exec(answer)?.[1];
      if (status !== undefined) resolve(Number(status));
      else if (answer.length > 64) give("EPROTO", "the answer is not HTTP/1.1");
    });
    socket.on("error", (error: NodeJS.ErrnoException) => give(error.code ?? "UNKNOWN", error.message));
    socket.on("close", () => give("ECONNRESET", "the connection was closed without an answer"));
    socket.setTimeout(answerTimeoutMs, () => give("ETIMEDOUT", "no answer to the request"));
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  }).finally(() => socket.destroy());
}
