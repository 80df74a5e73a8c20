import { setTimeout as sleep } from "node:timers/promises";

export interface Message {
  readonly channel: string;
  /** The same for every attempt: Centrifugo passes over a key that it has seen, so a retry is no second message. */
  readonly idempotencyKey: string;
  readonly data: unknown;
}

export interface Publisher {
  /** `http://dev_centrifugo:9000/api` */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly log: (line: string) => void;
  /** Milliseconds that one attempt may take. @default 2000 */
  readonly timeout?: number;
  /** Milliseconds before each further attempt. @default [100, 400, 1600] */
  readonly pauses?: readonly number[];
}

/** Why a message was not published. */
export interface Failure {
  /** Centrifugo's error code, the HTTP status, or the kind of a network error, such as `ECONNREFUSED`. */
  readonly code: string;
  readonly cause: string;
}

/** Publishes a message, and tries again where that can help; gives the failure of the last attempt. */
export async function publish(publisher: Publisher, message: Message): Promise<Failure | undefined> {
  const { log, pauses = [100, 400, 1600] } = publisher;
  const attempts = pauses.length + 1;
  log(`[Centrifugo] Publishing message to ${message.channel}`);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await publishOnce(publisher, message);
    if (outcome === undefined) {
      log("[Centrifugo] Publish successful");
      return undefined;
    }
    const { code, cause, canPass } = outcome;
    log(`[Centrifugo] Publish failed: ${code} ${cause} (attempt ${attempt} of ${attempts})`);
    const pause = pauses[attempt - 1];
    if (!canPass || pause === undefined) return { code, cause };
    // Not all at once, when many have failed together.
    await sleep(pause * (0.5 + Math.random()));
  }
}

type Attempt = (Failure & { readonly canPass: boolean }) | undefined;

async function publishOnce(
  { apiUrl, apiKey, timeout = 2000 }: Publisher,
  { channel, data, idempotencyKey }: Message,
): Promise<Attempt> {
  try {
    const answer = await fetch(`${apiUrl}/publish`, {
      method: "POST",
      headers: { "X-API-Key": apiKey, "Content-Type": "application/json" },
      body: JSON.stringify({ channel, data, idempotency_key: idempotencyKey }),
      signal: AbortSignal.timeout(timeout),
    });
    const text = await answer.text();
    if (!answer.ok) return httpFailure(answer.status);
    return bodyFailure(text);
  } catch (error) {
    return { ...networkFailure(error, timeout), canPass: true };
  }
}

function httpFailure(status: number): Attempt {
  const cause = status === 401 ? "the API key was refused" : "Centrifugo's HTTP API refused the request";
  return { code: `HTTP ${status}`, cause, canPass: status >= 500 || status === 429 };
}

/** Centrifugo says what went wrong in the body, and the status is 200 all the same. */
function bodyFailure(text: string): Attempt {
  let body: { error?: { code?: number; message?: string }; result?: object };
  try {
    body = JSON.parse(text);
  } catch {
    return { code: "no JSON", cause: "what answers is not Centrifugo's HTTP API", canPass: false };
  }
  const { error } = body;
  if (error === undefined) return undefined;
  // 100: internal; 111: too many requests.
  const canPass = error.code === 100 || error.code === 111;
  return { code: String(error.code), cause: error.message ?? "no reason given", canPass };
}

/** The kind of a network error and a sentence, without the texts of the request. */
export function networkFailure(error: unknown, timeout: number): Failure {
  if (error instanceof Error && error.name === "TimeoutError") {
    return { code: "timeout", cause: `no answer within ${timeout} ms` };
  }
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "network";
  return { code, cause: causes.get(code) ?? "the connection failed" };
}

const causes: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "nothing listens there"],
  ["ENOTFOUND", "the name is not known: no task runs, or the network is not joined"],
  ["EAI_AGAIN", "the name cannot be looked up now"],
  ["ECONNRESET", "the connection was reset"],
  ["EHOSTUNREACH", "there is no route to it"],
  ["UND_ERR_SOCKET", "the connection was closed by the other side"],
]);
