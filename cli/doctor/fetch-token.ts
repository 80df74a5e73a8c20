import { UserError } from "../../config/user-error.ts";
import { isObject } from "../../doctor/token/json.ts";
import { parseJson } from "../../model/parse-json.ts";
import type { TokenRequest } from "./token-request.ts";

const timeoutMs = 10_000;
const mostBytes = 1_048_576;
const fields = ["token", "connectionToken", "connection_token", "centrifugoToken", "jwt", "accessToken"];

/**
 * Fetches a token as a page would.
 *
 * @throws UserError with exit code 1 when the backend gives none; its answer is never quoted.
 */
export async function fetchToken(request: TokenRequest): Promise<string> {
  const { url, method, headers } = request;
  const shown = `${url.origin}${url.pathname}`;
  const body = method === "POST" ? { body: "{}" } : {};
  const json = method === "POST" ? { "Content-Type": "application/json" } : {};
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      // A redirect would carry the cookie elsewhere, and mostly leads to a login.
      redirect: "manual",
      headers: { Accept: "application/json, text/plain", ...json, ...Object.fromEntries(headers) },
      signal: AbortSignal.timeout(timeoutMs),
      ...body,
    });
    text = await response.text();
  } catch (error) {
    throw new UserError(`${shown} does not answer: ${reasonOf(error)}.`, {
      fix: "see that the address is right and can be reached from here (a certificate of your own: NODE_EXTRA_CA_CERTS).",
    });
  }
  const { status } = response;
  if (status !== 200 && status !== 201) throw refused(shown, method, status);
  if (Buffer.byteLength(text) > mostBytes) throw new UserError(`${shown} answers with more than any token.`);
  return tokenIn(text, shown);
}

function tokenIn(text: string, shown: string): string {
  const parsed = parseJson(text);
  if (typeof parsed === "string") return parsed;
  if (!isObject(parsed)) return text;
  const { data } = parsed;
  for (const place of [parsed, isObject(data) ? data : {}]) {
    const value = fields.map((field) => place[field]).find((one) => typeof one === "string");
    if (typeof value === "string") return value;
  }
  throw new UserError(`the JSON that ${shown} answers has no token in it.`, {
    fix: `it is looked for in ${fields.join(", ")}; take it out yourself: curl … | jq -r .FIELD | centrifugo-swarm doctor token`,
  });
}

function refused(shown: string, method: string, status: number): UserError {
  const signIn =
    "sign in in a browser, then hand its session over: --cookie VARIABLE or --header NAME=VARIABLE.";
  const other = method === "GET" ? "POST" : "GET";
  const fixes: Readonly<Record<number, string>> = {
    401: signIn,
    403: signIn,
    404: `compare the path with what the page asks for; some backends answer --method ${other} only.`,
    405: `ask with --method ${other}.`,
  };
  const fix =
    fixes[status] ?? (status < 400 ? `it leads to another page, such as a login: ${signIn}` : undefined);
  return new UserError(`${shown} answers ${status} to ${method}, and gives no token.`, {
    fix: fix ?? "read the backend's log: docker service logs SERVICE.",
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "nobody knows why";
  if (error.name === "TimeoutError") return `there was nothing for ${timeoutMs / 1000} seconds`;
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "the connection failed";
}
