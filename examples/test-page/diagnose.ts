/** From what was observed to the cause; every cause has its words in `reasons.ts`. */
import type { Check, TokenPayload } from "./token-payload.ts";

export type Cause =
  | "signed-out"
  | "backend"
  | "library"
  | "no-token"
  | "token-algorithm"
  | "token-subject"
  | "token-expired"
  | "clock"
  | "token-secret"
  | "subscription-token"
  | "bad-request"
  | "forced"
  | "limit"
  | "unknown-channel"
  | "permission"
  | "disconnected"
  | "subscription"
  | "origin"
  | "route"
  | "stopped"
  | "gateway"
  | "upgrade"
  | "edge"
  | "browser"
  | "api-key"
  | "api-unreachable"
  | "publish"
  | "not-received";

/** Why the backend gave no token, by the HTTP status of its answer; 0: there was none. */
export function causeOfRequest(status: number): Cause {
  return status === 401 ? "signed-out" : "backend";
}

/**
 * Why Centrifugo, or the client itself, ended the connection for good.
 *
 * @param token the one that was sent.
 * @param connected whether it had been open: then it is not the connection's token.
 */
export function causeOfDisconnect(code: number, token: TokenPayload | undefined, connected: boolean): Cause {
  switch (code) {
    // By the client: its token was empty.
    case 1:
      return "no-token";
    case 3500:
      if (connected) return "subscription-token";
      if (token !== undefined && token.header["alg"] !== "HS256") return "token-algorithm";
      // A number, as many databases have it, is refused; no `sub` at all is an anonymous user.
      return typeof (token?.claims["sub"] ?? "") === "string" ? "token-secret" : "token-subject";
    case 3501:
      return "bad-request";
    case 3503:
      return "forced";
    case 3504:
    case 3505:
      return "limit";
    case 3507:
      return "permission";
    default:
      return "disconnected";
  }
}

/** Why Centrifugo answered the connection or a subscription with an error. */
export function causeOfError(code: number, checks: readonly Check[]): Cause {
  if (code === 101) return "no-token";
  if (code === 102) return "unknown-channel";
  if (code === 103) return "permission";
  if (code !== 109) return "subscription";
  // A token that was made just now is old already: one of the clocks is wrong.
  return checks.some(({ name, ok }) => name === "iat" && !ok) ? "clock" : "token-expired";
}

/** Why a websocket did not open, by what the backend was answered at the same address. */
export function causeOfUpgrade(probe: {
  readonly upgrade: { readonly status: number };
  readonly centrifugo: { readonly ok: boolean };
}): Cause {
  const { status } = probe.upgrade;
  if (status === 101) return "browser";
  if (status === 403) return "origin";
  // With no task left, Traefik forgets the route: its 404 says nothing about the route then.
  if (!probe.centrifugo.ok) return "stopped";
  if (status === 404) return "route";
  if (status === 0) return "edge";
  return status >= 500 ? "gateway" : "upgrade";
}

/** Why a message was not published, by the code that the backend gives. */
export function causeOfPublish(code: string): Cause {
  if (code === "HTTP 401") return "api-key";
  if (code === "102") return "unknown-channel";
  if (code === "signed-out") return "signed-out";
  if (/^\d+$|^HTTP |^no JSON$|^foreign-/.test(code)) return "publish";
  return "api-unreachable";
}
