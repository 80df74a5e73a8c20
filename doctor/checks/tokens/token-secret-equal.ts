import { type Check, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { fingerprint } from "../../fingerprint.ts";
import { backendSecretsOf, isWrapped } from "./backend-secrets.ts";

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
  async run(context) {
    const [own, secrets] = await Promise.all([centrifugoSecret(context), backendSecretsOf(context)]);
    const candidates = secrets.filter(({ name }) => called.test(name) && !other.test(name));
    if (own === undefined) return skip("Centrifugo's token secret cannot be seen here");
    if (secrets.some((secret) => secret.fingerprint === own)) return pass(`fingerprint ${own} in both`);
    const [first] = candidates;
    if (first === undefined) return skip("the backend has nothing that is called a token secret");
    return fail({
      expected: "the same fingerprint",
      seen: `${first.fingerprint} (${first.name}), ${own} in Centrifugo`,
      cause: isWrapped(first, own)
        ? `The backend's token secret (${first.name}) has blanks or quotation marks around it that Centrifugo's has not.`
        : `The backend signs its tokens with another secret (${first.name}) than Centrifugo verifies with.`,
      fix: "Give the backend the value of tokenSecret (the Swarm secret that `pulumi stack output secrets` names), and restart it.",
      page: "docs/rules/use-one-token-secret.md",
    });
  },
};

async function centrifugoSecret({ target, facts }: DoctorContext): Promise<string | undefined> {
  const { tokens } = target;
  if (tokens?.secret !== undefined) return fingerprint(tokens.secret);
  return (await facts?.inside.secrets())?.tokenSecret;
}
