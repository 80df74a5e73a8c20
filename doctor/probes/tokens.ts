import { SignJWT } from "jose";

/** What may differ between tokens. */
export interface TokenOptions {
  /** Lifetime in seconds. @default 300 */
  readonly lifetime?: number;
}

/** A connection token (HS256) for `user`, as a backend issues it: claims `sub`, `iat`, `exp`. */
export async function connectionToken(secret: string, user: string, options?: TokenOptions): Promise<string> {
  return sign(secret, user, {}, options);
}

/** A subscription token (HS256): it lets `user`, and nobody else, into `channel`. */
export async function subscriptionToken(
  secret: string,
  user: string,
  channel: string,
  options?: TokenOptions,
): Promise<string> {
  return sign(secret, user, { channel }, options);
}

function sign(
  secret: string,
  user: string,
  claims: Record<string, string>,
  { lifetime = 300 }: TokenOptions = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(user)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetime)
    .sign(new TextEncoder().encode(secret));
}
