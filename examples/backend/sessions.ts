import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Seconds that a person stays signed in. */
const lifetime = 8 * 3600;
/** Browsers take a cookie with this prefix only with `Secure`, with `Path=/`, and for this very host. */
const cookieName = "__Host-session";

/** Sessions in signed cookies: nothing to store. The key is made at start, so a restart signs everybody out. */
export function createSessions(key: Buffer = randomBytes(32)) {
  const signature = (text: string) => createHmac("sha256", key).update(text).digest("base64url");

  /** The `Set-Cookie` of somebody who has just signed in. */
  function begin(user: string, now = Date.now()): string {
    const text = `${Buffer.from(user).toString("base64url")}.${Math.floor(now / 1000) + lifetime}`;
    return cookie(`${text}.${signature(text)}`, lifetime);
  }

  /** The user of a request's `Cookie` header; undefined: not signed in, or not any more. */
  function userOf(header: string | undefined, now = Date.now()): string | undefined {
    const value = new RegExp(`(?:^|;\\s*)${cookieName}=([^;]*)`).exec(header ?? "")?.[1] ?? "";
    const [user = "", end = "", given = ""] = value.split(".");
    if (!isSame(given, signature(`${user}.${end}`)) || Number(end) * 1000 < now) return undefined;
    return Buffer.from(user, "base64url").toString();
  }

  return { begin, userOf, end: () => cookie("", 0) };
}

function cookie(value: string, age: number): string {
  return `${cookieName}=${value}; Path=/; Max-Age=${age}; HttpOnly; Secure; SameSite=Strict`;
}

const compareKey = randomBytes(32);

/** Compares in a time that tells nothing of what differs, nor of the lengths. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHmac("sha256", compareKey).update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
