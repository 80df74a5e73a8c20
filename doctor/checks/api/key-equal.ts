import { type Check, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { fingerprint } from "../../fingerprint.ts";
import { backendSecretsOf, isWrapped } from "../tokens/backend-secrets.ts";

/** What backends call the key that they publish with. */
const called = /centrifugo.*api[-_]?key|^\/run\/secrets\/api[-_]?key/i;

/** Compares the key that the backend publishes with with the one that Centrifugo takes. */
export const apiKeyEqual: Check<DoctorContext> = {
  id: "api-key-equal",
  layer: "api",
  title: "the backend has the API key that Centrifugo takes",
  why: "With another one the backend gets 401 for each message that it publishes.",
  parts: ["backend"],
  needs: [],
  async run(context) {
    const [own, secrets] = await Promise.all([centrifugoKey(context), backendSecretsOf(context)]);
    if (own === undefined) return skip("Centrifugo's API key cannot be seen here");
    if (secrets.some((secret) => secret.fingerprint === own)) return pass(`fingerprint ${own} in both`);
    const first = secrets.find(({ name }) => called.test(name));
    if (first === undefined) return skip("the backend has nothing that is called an API key");
    return fail({
      expected: "the same fingerprint",
      seen: `${first.fingerprint} (${first.name}), ${own} in Centrifugo`,
      cause: isWrapped(first, own)
        ? `The backend's API key (${first.name}) has blanks or quotation marks around it that Centrifugo's has not.`
        : `The backend calls the API with another key (${first.name}) than Centrifugo has.`,
      fix: "Give the backend the value of apiKey (the Swarm secret that `pulumi stack output secrets` names), and restart it.",
      page: "docs/rules/require-api-key.md",
    });
  },
};

async function centrifugoKey({ target, facts }: DoctorContext): Promise<string | undefined> {
  if (facts !== undefined) return (await facts.inside.secrets()).apiKey;
  return target.api === undefined ? undefined : fingerprint(target.api.key);
}
