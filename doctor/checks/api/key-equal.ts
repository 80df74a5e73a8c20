import type { Check } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { fingerprint } from "../../fingerprint.ts";
import { compareBackendSecret } from "../tokens/compare-backend-secret.ts";

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
  run: (context) =>
    compareBackendSecret(context, centrifugoKey(context), {
      what: "an API key",
      setting: "apiKey",
      isCalledSo: (name) => called.test(name),
      otherCause: (name) => `The backend calls the API with another key (${name}) than Centrifugo has.`,
      page: "docs/rules/require-api-key.md",
    }),
};

async function centrifugoKey({ target, facts }: DoctorContext): Promise<string | undefined> {
  if (facts !== undefined) return (await facts.inside.secrets()).apiKey;
  return target.api === undefined ? undefined : fingerprint(target.api.key);
}
