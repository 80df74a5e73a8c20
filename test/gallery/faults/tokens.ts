import { randomUUID } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import type { Fault } from "../fault.ts";
import type { GalleryStack } from "../stack.ts";

type Claims = Record<string, unknown>;

const now = () => Math.floor(Date.now() / 1000);
const page = "docs/doctor-codes.md";

/** Mistakes in the tokens that the application issues. */
export const tokenFaults: readonly Fault[] = [
  {
    id: "token-expired",
    title: "the application hands out a token that has expired",
    target: issuing(() => ({ iat: now() - 900, exp: now() - 600 })),
    check: "token-issued",
    cause: "It expired 10 minutes ago",
    page,
  },
  {
    id: "token-clock-behind",
    title: "the backend's clock is an hour behind",
    target: issuing(() => ({ iat: now() - 3_600, exp: now() - 3_300 })),
    check: "token-issued",
    cause: "It was issued 60 minutes ago.",
    page,
  },
  {
    id: "token-clock-ahead",
    title: "the backend's clock is ten minutes ahead, and its tokens have `nbf`",
    target: issuing(() => ({ nbf: now() + 630, iat: now() + 630, exp: now() + 930 })),
    check: "token-issued",
    cause: "`nbf` is 10 minutes ahead",
    page,
  },
  {
    id: "token-numeric-user",
    title: "the user's id in the token is a number",
    target: issuing(() => ({ sub: 42 })),
    check: "token-issued",
    cause: "`sub` is a number, and has to be a text.",
    page,
  },
  {
    id: "token-other-secret",
    title: "the application signs its tokens with another secret",
    target: issuing(
      () => ({}),
      ({ newSecret }) => newSecret(),
    ),
    check: "token-issued",
    cause: "It was signed with another secret than Centrifugo's token secret.",
    page,
    sample: true,
  },
  {
    id: "token-unsigned",
    title: "the application does not sign its tokens",
    target: ({ target }) => ({
      ...target,
      tokens: {
        ...target.tokens,
        issued: async () =>
          new UnsecuredJWT({ sub: randomUUID() }).setIssuedAt().setExpirationTime("5m").encode(),
      },
    }),
    check: "token-issued",
    cause: "The token is not signed (`alg` is none)",
    page,
  },
  {
    id: "token-unknown-namespace",
    title: "the token subscribes its user to a channel whose namespace nobody defined",
    target: issuing(() => ({ channels: ["chat:lobby"] })),
    check: "token-connect",
    cause: "The token subscribes to a channel (channels, subs) whose namespace is not defined.",
  },
];

/** An application whose tokens have these claims in place of right ones. */
function issuing(claims: () => Claims, secretOf = ({ config }: GalleryStack) => config.tokenSecret) {
  return (gallery: GalleryStack) => {
    const secret = new TextEncoder().encode(secretOf(gallery));
    const issued = () =>
      new SignJWT({ sub: randomUUID(), iat: now(), exp: now() + 300, ...claims() })
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .sign(secret);
    return { ...gallery.target, tokens: { ...gallery.target.tokens, issued } };
  };
}
