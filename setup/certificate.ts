import { createPrivateKey, X509Certificate } from "node:crypto";
import { z } from "zod/mini";
import { testPageHost } from "../config/test-page.ts";
import { domainField } from "../config/values/host-name.ts";
import { type Authority, authorityName, day, ensureAuthority, newKey } from "./certificate-authority.ts";
import type { Report } from "./console.ts";
import { paths } from "./paths.ts";
import type { Project } from "./project.ts";
import type { PulumiContext } from "./pulumi.ts";
import { type StackValues, setSecret } from "./stack.ts";
import { signCertificate } from "./x509.ts";

/** Days that a certificate is valid: what browsers accept from public authorities too. */
const validFor = 397;
/** Renewed when fewer days are left. */
const renewBefore = 30;

export interface ServerCertificate {
  /** PEM. */
  readonly certificate: string;
  /** PKCS#8 PEM. */
  readonly key: string;
}

/** Sees to it that the stack has a certificate of the local authority for its hosts, in encrypted config. */
export async function ensureCertificate(
  context: PulumiContext,
  project: Project,
  values: StackValues,
  report: Report,
): Promise<StackValues> {
  const keyOf = (name: string): string => `${project.name}:${name}`;
  const domain = domainField.safeParse(values[keyOf("domain")]).data;
  // A missing or wrong domain, and a certificate that is to come from files, are named by the configuration's
  // own check.
  if (domain === undefined || comesFromFiles(values[keyOf("tls")])) return values;
  const authority = await ensureAuthority(paths(context.env).ca);
  const page = testPageHost(domain, values[keyOf("testPage")]);
  const hosts = page === undefined ? [domain] : [domain, page];
  const reason = reasonToIssue(
    authority,
    hosts,
    values[keyOf("certificate")],
    values[keyOf("certificateKey")],
  );
  if (reason === undefined) return values;
  const issued = await issueCertificate(authority, hosts);
  await setSecret(context, "certificateKey", issued.key);
  await setSecret(context, "certificate", issued.certificate);
  report(`made a development certificate for ${hosts.join(" and ")} (${reason})`);
  return {
    ...values,
    [keyOf("certificateKey")]: issued.key,
    [keyOf("certificate")]: issued.certificate,
  };
}

function comesFromFiles(tls: string | undefined): boolean {
  try {
    return z.object({ mode: z.literal("files") }).safeParse(JSON.parse(tls ?? "{}")).success;
  } catch {
    return false;
  }
}

/** True for a certificate of a development authority of ours, of this machine or another. */
export function isDevelopmentCertificate(certificate: string | undefined): boolean {
  if (certificate === undefined) return false;
  return new X509Certificate(certificate).issuer.startsWith(`CN=${authorityName}`);
}

/**
 * Why a new certificate is needed; undefined when the one that is there still serves. One that was given by
 * the user is never replaced: what is wrong with it is named by the configuration's own check.
 */
export function reasonToIssue(
  authority: Pick<Authority, "certificate">,
  hosts: string | readonly string[],
  certificate: string | undefined,
  key: string | undefined,
  now: number = Date.now(),
): string | undefined {
  if (certificate === undefined || key === undefined) return "the stack has none";
  try {
    const found = new X509Certificate(certificate);
    const issuer = new X509Certificate(authority.certificate);
    if (!isDevelopmentCertificate(certificate)) return undefined;
    if (!found.checkPrivateKey(createPrivateKey(key))) return "certificate and key do not belong together";
    const [domain = "", ...others] = [hosts].flat();
    if (found.checkHost(domain) === undefined) return "the domain has changed";
    const missing = others.find((host) => found.checkHost(host) === undefined);
    if (missing !== undefined) return `the one there does not hold ${missing}`;
    if (!found.verify(issuer.publicKey)) return "it was not issued by this machine's authority";
    const left = (Date.parse(found.validTo) - now) / day;
    return left < renewBefore ? `${Math.max(0, Math.floor(left))} days were left` : undefined;
  } catch {
    return undefined;
  }
}

/** Issues a certificate for one or several host names, to be used by a TLS server. */
export async function issueCertificate(
  authority: Authority,
  hosts: string | readonly string[],
): Promise<ServerCertificate> {
  const [domain = "", ...also] = [hosts].flat();
  const { publicKey, key } = newKey();
  const certificate = await signCertificate({
    // Clients read the name from the extension; this field holds 64 characters at most.
    subject: domain.length <= 64 ? domain : "centrifugo-swarm",
    issuer: commonName(authority.certificate),
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + validFor * day),
    publicKey,
    signingKey: authority.key,
    use: { kind: "server", domain, also },
  });
  return { certificate, key };
}

/** Our authorities are named by a common name alone. */
function commonName(certificate: string): string {
  return new X509Certificate(certificate).subject.replace(/^CN=/, "");
}
