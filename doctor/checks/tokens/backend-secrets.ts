import type { DoctorContext } from "../../doctor-context.ts";
import { fingerprint } from "../../fingerprint.ts";
import type { NamedFingerprint } from "../../inside/compare-secrets.ts";

/** A secret of the backend; the value only where it stands in clear here. */
export interface BackendSecret extends NamedFingerprint {
  readonly value: string | undefined;
}

/** Everything of the backend that may be a secret: its `.env`, its variables, its Swarm secrets. */
export async function backendSecretsOf({ target, facts }: DoctorContext): Promise<readonly BackendSecret[]> {
  const inFile = named(target.backend?.variables ?? {}, target.backend?.source ?? "");
  const service = target.swarm?.services.backend;
  if (facts === undefined || service === undefined) return inFile;
  const [env, { backend }] = await Promise.all([facts.backendEnv(), facts.inside.secrets()]);
  const mounted = backend.map((secret) => ({ ...secret, value: undefined }));
  return [...inFile, ...named(env, `service ${service}`), ...mounted];
}

function named(variables: Readonly<Record<string, string>>, place: string): readonly BackendSecret[] {
  return Object.entries(variables).map(([name, value]) => ({
    name: `${name} in ${place}`,
    fingerprint: fingerprint(value),
    value,
  }));
}
