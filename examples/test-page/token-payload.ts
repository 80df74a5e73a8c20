/** What a token says about itself. Whether its signature holds, only Centrifugo can tell. */
export interface TokenPayload {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

export type CheckName = "alg" | "sub" | "organization" | "exp" | "iat";

/** One thing about a token that has to hold. */
export interface Check {
  readonly name: CheckName;
  readonly ok: boolean;
  /** The value that was looked at; undefined: it is not there. */
  readonly value: string | undefined;
  /** Of times: seconds from now. */
  readonly seconds?: number;
}

/** Seconds by which clocks may differ before tokens get into trouble. */
const clockTolerance = 60;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads a token without verifying it; undefined: it is no JWT. */
export function readToken(token: string): TokenPayload | undefined {
  const [header, claims] = token.split(".").map(readPart);
  return header === undefined || claims === undefined ? undefined : { header, claims };
}

function readPart(part: string): Record<string, unknown> | undefined {
  try {
    const binary = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}

/** Every check of a token's payload, at a point in time (milliseconds). */
export function checkToken({ header, claims }: TokenPayload, now: number): Check[] {
  const { info, sub, exp, iat } = claims;
  const organization =
    typeof info === "object" && info !== null && "organizationId" in info ? info.organizationId : undefined;
  const fromNow = (time: unknown) => (typeof time === "number" ? Math.round(time - now / 1000) : undefined);
  const [expires, issued] = [fromNow(exp), fromNow(iat)];
  return [
    check("alg", header["alg"] === "HS256", header["alg"]),
    check("sub", isUuid(sub), sub),
    check("organization", isUuid(organization), organization),
    check("exp", expires !== undefined && expires > 0, exp, expires),
    check("iat", issued !== undefined && Math.abs(issued) <= clockTolerance, iat, issued),
  ];
}

function check(name: CheckName, ok: boolean, value: unknown, seconds?: number): Check {
  const shown = value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value);
  return { name, ok, value: shown, ...(seconds === undefined ? {} : { seconds }) };
}

function isUuid(value: unknown): boolean {
  return typeof value === "string" && uuid.test(value);
}
