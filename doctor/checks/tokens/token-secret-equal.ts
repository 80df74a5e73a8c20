import type { Check } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { fingerprint } from "../../fingerprint.ts";
import { compareBackendSecret } from "./compare-backend-secret.ts";

/** What backends call the secret that they sign with; they have others, such as for their own sessions. */
const called = /centrifugo.*(token|jwt|hmac|secret)|token[-_]secret/i;
const other = /api[-_]?key|public|previous|url|ttl|expir/i;

/** Compares what the backend signs with with what Centrifugo verifies with. */
export const tokenSecretEqual: Check<DoctorContext> = {
  id: "token-secret-equal",
  layer: "tokens",
  title: "the backend signs with the secret that Centrifugo verifies with",
  why: "With another one every client of the application gets 3500 (invalid token), and does not try again.",
  parts: ["backend"],
  needs: [],
  run: (context) =>
    compareBackendSecret(context, centrifugoSecret(context), {
      what: "a token secret",
      setting: "tokenSecret",
      isCalledSo: (name) => called.test(name) && !other.test(name),
      otherCause: (name) =>
        `The backend signs its tokens with another secret (${name}) than Centrifugo verifies with.`,
      page: "docs/rules/use-one-token-secret.md",
    }),
};

async function centrifugoSecret({ target, facts }: DoctorContext): Promise<string | undefined> {
  const { tokens } = target;
  if (tokens?.secret !== undefined) return fingerprint(tokens.secret);
  return (await facts?.inside.secrets())?.tokenSecret;
}
