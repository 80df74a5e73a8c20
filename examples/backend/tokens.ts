import { createHmac } from "node:crypto";
import type { Person } from "./people.ts";

/** Seconds that a token is good for: short, since clients fetch a new one by themselves. */
const lifetime = 600;

/** A token (JWT, HS256) that lets a person connect. */
export function connectionToken(secret: string, { id, organizationId }: Person, now = Date.now()): string {
  return sign(secret, { sub: id, info: { organizationId } }, now);
}

/** A token that lets one person into one channel; who may have it is decided before, in `channels.ts`. */
export function subscriptionToken(secret: string, { id }: Person, channel: string, now = Date.now()): string {
  return sign(secret, { sub: id, channel }, now);
}

function sign(secret: string, claims: object, now: number): string {
  const iat = Math.floor(now / 1000);
  const payload = { ...claims, iat, exp: iat + lifetime };
  const body = [{ alg: "HS256", typ: "JWT" }, payload].map(encoded).join(".");
  return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
