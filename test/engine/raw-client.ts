import { once } from "node:events";
import WebSocket from "ws";

/** A reply or push of Centrifugo's JSON protocol. */
type Message = Readonly<Record<string, unknown>>;

/** A client that never reconnects, so that the first close is seen. */
export interface RawClient {
  /** The reply to a command, or the code that the connection was closed with. */
  readonly send: (command: Message) => Promise<Message | number>;
  /** The next publication that arrives. */
  readonly nextPublication: () => Promise<unknown>;
  /** The code that the connection was closed with. */
  readonly closed: Promise<number>;
  readonly close: () => void;
}

/** Opens a websocket; `connect` is the first command, sent at once. */
export async function openClient(
  port: number,
  connect: Message,
): Promise<RawClient & { first: Message | number }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/connection/websocket`);
  const closed = new Promise<number>((resolve) => {
    socket.once("close", (code) => resolve(code));
    // The close that follows says what happened.
    socket.on("error", () => {});
  });
  const replies = new Map<number, (reply: Message) => void>();
  const publications: unknown[] = [];
  const waiting: ((data: unknown) => void)[] = [];
  socket.on("message", (data) => {
    for (const line of data.toString().split("\n")) {
      const message: Message = JSON.parse(line);
      if (line === "{}") socket.send("{}");
      const { id, push } = message;
      if (typeof id === "number") replies.get(id)?.(message);
      const published = publicationOf(push);
      if (published === undefined) continue;
      const next = waiting.shift();
      if (next === undefined) publications.push(published);
      else next(published);
    }
  });
  let last = 0;
  const send = (command: Message): Promise<Message | number> => {
    const id = ++last;
    const reply = new Promise<Message>((resolve) => replies.set(id, resolve));
    socket.send(JSON.stringify({ id, ...command }));
    return Promise.race([reply, closed]);
  };
  await Promise.race([once(socket, "open"), closed]);
  const first = await send({ connect });
  return {
    first,
    send,
    closed,
    nextPublication: () =>
      publications.length > 0
        ? Promise.resolve(publications.shift())
        : new Promise((resolve) => waiting.push(resolve)),
    close: () => socket.terminate(),
  };
}

function publicationOf(push: unknown): unknown {
  if (typeof push !== "object" || push === null || !("pub" in push)) return undefined;
  const { pub } = push;
  return typeof pub === "object" && pub !== null && "data" in pub ? pub.data : undefined;
}

/** Calls the HTTP API with the key; gives status and body. */
export async function callApi(
  port: number,
  method: string,
  body: object,
  key?: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`http://127.0.0.1:${port}/api/${method}`, {
    method: "POST",
    headers: key === undefined ? {} : { "X-API-Key": key },
    body: JSON.stringify(body),
  });
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, body: isJson ? await response.json() : undefined };
}

/** Status of a GET on loopback. */
export async function statusOf(port: number, path: string): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).status;
}
