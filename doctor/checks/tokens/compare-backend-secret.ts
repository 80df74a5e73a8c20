import { type CheckOutcome, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { fingerprint } from "../../fingerprint.ts";
import { type BackendSecret, backendSecretsOf } from "./backend-secrets.ts";

/** A secret that the backend and Centrifugo share. */
export interface SharedSecret {
  /** Such as `an API key`. */
  readonly what: string;
  /** What the stack file calls it. */
  readonly setting: string;
  /** What backends call it. */
  readonly isCalledSo: (name: string) => boolean;
  /** What to say where the backend has another one under this name. */
  readonly otherCause: (name: string) => string;
  readonly page: string;
}

/** Looks for a secret of Centrifugo's, of which only the fingerprint is known, among those of the backend. */
export async function compareBackendSecret(
  context: DoctorContext,
  ownFingerprint: Promise<string | undefined>,
  { what, setting, isCalledSo, otherCause, page }: SharedSecret,
): Promise<CheckOutcome> {
  const [own, secrets] = await Promise.all([ownFingerprint, backendSecretsOf(context)]);
  const bare = what.replace(/^an? /, "");
  if (own === undefined) return skip(`Centrifugo's ${bare} cannot be seen here`);
  if (secrets.some((secret) => secret.fingerprint === own)) return pass(`fingerprint ${own} in both`);
  const first = secrets.find(({ name }) => isCalledSo(name));
  if (first === undefined) return skip(`the backend has nothing that is called ${what}`);
  return fail({
    expected: "the same fingerprint",
    seen: `${first.fingerprint} (${first.name}), ${own} in Centrifugo`,
    cause: isWrapped(first, own)
      ? `The backend's ${bare} (${first.name}) has blanks or quotation marks around it that Centrifugo's has not.`
      : otherCause(first.name),
    fix: `Give the backend the value of ${setting} (the Swarm secret that \`pulumi stack output secrets\` names), and restart it.`,
    page,
  });
}

/** The classic mistake: a value that was pasted with what stood around it. */
function isWrapped({ value }: BackendSecret, own: string): boolean {
  if (value === undefined) return false;
  const bare = value
    .trim()
    .replaceAll(/^["']|["']$/g, "")
    .trim();
  return bare !== value && fingerprint(bare) === own;
}
