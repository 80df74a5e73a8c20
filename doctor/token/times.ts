import { secondsOf } from "./claim-types.ts";
import type { TokenExpectations } from "./expectations.ts";
import type { TokenFinding } from "./finding.ts";
import type { JsonObject } from "./json.ts";
import { dateText, isMilliseconds, span } from "./words.ts";

const week = 7 * 86_400;
const minute = 60;

/** Looks at `exp` and `nbf`, which Centrifugo checks: past its end a token gets error 109, and so does an early one. */
export function checkLifetime(claims: JsonObject, { now }: TokenExpectations): readonly TokenFinding[] {
  return [...checkEnd(claims, now), ...checkStart(claims, now)];
}

function checkEnd(claims: JsonObject, now: number): readonly TokenFinding[] {
  const exp = secondsOf(claims["exp"]);
  const iat = secondsOf(claims["iat"]);
  if (Number.isNaN(exp)) {
    const fix =
      "Set `exp` to an hour or so from now, and give the client `getToken`, which fetches a new one.";
    return [warning("exp-missing", "It has no `exp`: whoever has it may connect for ever.", fix)];
  }
  if (isMilliseconds(exp)) {
    const fix = "Write seconds: `Math.floor(Date.now() / 1000) + 3600`.";
    return [
      { id: "exp-milliseconds", level: "error", message: "`exp` is in milliseconds: it never expires.", fix },
    ];
  }
  if (exp <= now) {
    const age = Number.isNaN(iat) ? "" : ` It was issued ${span(now - iat)} ago.`;
    const message = `It expired ${span(now - exp)} ago, at ${dateText(exp)}.${age}`;
    const fix =
      "Fetch a new one, and give the client `getToken`; if it is new, the clock of whoever made it is behind.";
    return [{ id: "token-expired", level: "error", message, fix, answer: 109 }];
  }
  const lifetime = exp - (Number.isNaN(iat) || isMilliseconds(iat) ? now : iat);
  if (lifetime > week) {
    const fix = "Make `exp` an hour or so: the client fetches the next one by itself, with `getToken`.";
    const message = `It lives ${span(lifetime)}, until ${dateText(exp)}: a stolen or a dismissed user's one as well.`;
    return [warning("exp-far", message, fix)];
  }
  if (lifetime >= minute) return [];
  const fix =
    "Make `exp` five minutes at least: every client fetches a new token each time, and clocks differ.";
  return [warning("exp-short", `It lives ${span(lifetime)} only.`, fix)];
}

function checkStart(claims: JsonObject, now: number): readonly TokenFinding[] {
  const nbf = secondsOf(claims["nbf"]);
  if (Number.isNaN(nbf) || nbf < now) return [];
  const unit = isMilliseconds(nbf) ? "in milliseconds and so " : "";
  const message = `\`nbf\` is ${unit}${span(nbf - now)} ahead (${dateText(nbf)}); until then Centrifugo says "token expired".`;
  const fix = "Leave `nbf` out, or set it a minute back: the clocks of two machines are never the same.";
  return [{ id: "nbf-ahead", level: "error", message, fix, answer: 109 }];
}

/** Looks at `iat`, which Centrifugo does not check, but which shows clocks that differ. */
export function checkIssued(claims: JsonObject, { now }: TokenExpectations): readonly TokenFinding[] {
  const iat = secondsOf(claims["iat"]);
  if (Number.isNaN(iat)) return [];
  if (isMilliseconds(iat)) {
    return [warning("iat-milliseconds", "`iat` is in milliseconds.", "Write seconds since 1970.")];
  }
  if (iat - now < 1) return [];
  const message = `\`iat\` is ${span(iat - now)} ahead of this machine's clock: one of the two is wrong.`;
  const fix =
    "Compare `date -u` on the backend, on the nodes of the Swarm and here; run chrony or systemd-timesyncd.";
  return [warning("iat-ahead", message, fix)];
}

/** Looks at `expire_at`, which ends the connection where `exp` only ends the token. */
export function checkConnectionEnd(claims: JsonObject, { now }: TokenExpectations): readonly TokenFinding[] {
  const end = claims["expire_at"];
  if (typeof end !== "number" || end <= 0 || end >= Math.floor(now)) return [];
  const message = `\`expire_at\` was ${span(now - end)} ago: the connection has expired before it is there.`;
  const fix = "Leave `expire_at` out, or set it to the end that connections should have; 0 is none.";
  return [{ id: "expire-at-past", level: "error", message, fix, answer: 110 }];
}

function warning(id: string, message: string, fix: string): TokenFinding {
  return { id, level: "warning", message, fix };
}
