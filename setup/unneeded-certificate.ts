import { parseJson } from "../config/coerce.ts";
import { storesCertificate } from "../config/traefik-mode.ts";
import { isDevelopmentCertificate } from "./certificate.ts";
import type { Report } from "./console.ts";
import type { Project } from "./project.ts";
import { type PulumiContext, pulumi } from "./pulumi.ts";
import type { StackValues } from "./stack.ts";

const keys = ["certificate", "certificateKey"] as const;

/** True for a stack whose certificate is the business of Traefik by ACME, or of what is in front of the stack. */
export function needsNoCertificate(project: Project, values: StackValues): boolean {
  const [traefik, tls] = ["traefik", "tls"].map((key) => parseJson(values[`${project.name}:${key}`] ?? ""));
  return !storesCertificate({ traefik, tls });
}

/**
 * Takes the development certificate out of a stack that has gone over to ACME, or behind an existing Traefik or load
 * balancer: `make up` made it, so nobody should have to know of it. One of the user's own stays, and the
 * configuration's check names it.
 */
export async function removeUnneededCertificate(
  context: PulumiContext,
  project: Project,
  values: StackValues,
  report: Report,
): Promise<StackValues> {
  const [certificate, key] = keys.map((name) => `${project.name}:${name}`);
  const found = values[certificate ?? ""];
  if (found === undefined || !isMadeHere(found)) return values;
  await pulumi(context, ["config", "rm-all", "--stack", context.stack, ...keys]);
  report("removed the development certificate: it comes from elsewhere now");
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== certificate && name !== key));
}

function isMadeHere(certificate: string): boolean {
  try {
    return isDevelopmentCertificate(certificate);
  } catch {
    return false;
  }
}
