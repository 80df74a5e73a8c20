import type { Failure } from "../check.ts";
import type { AcmeTarget } from "../doctor-target.ts";
import type { EdgeAddress } from "../edge-address.ts";

const page = "docs/certificates.md";

/** Says why Traefik has no certificate that it should have got by ACME, by the last reason in its log. */
export function explainAcme(
  { host }: EdgeAddress,
  acme: AcmeTarget,
  reason: string | undefined,
  traefik: string | undefined,
): Failure {
  const expected = `a certificate for ${host}, by ACME`;
  const seen = "another one, such as Traefik's own default";
  const again = `docker service update --force ${traefik ?? "the service of Traefik"}`;
  if (reason === undefined) {
    return {
      expected,
      seen,
      cause: `Traefik has not got the certificate of ${host} yet, and its log names no reason.`,
      fix: `Look again in a minute; then read its log: docker service logs ${traefik ?? "<Traefik>"}. Let it ask again: ${again}`,
      page,
    };
  }
  const known = reasons(host, acme).find(({ text }) => text.test(reason));
  // Traefik asks at its start and when its routers change, and not again after a refusal.
  const fix = `${known?.fix ?? "Mend what it names."} Then let Traefik ask again: ${again}`;
  return {
    expected,
    seen,
    cause: `${known?.cause ?? `Traefik did not get it.`} It says: ${reason}`,
    fix,
    page,
  };
}

interface Reason {
  readonly text: RegExp;
  readonly cause: string;
  readonly fix: string;
}

function reasons(host: string, { challenge }: AcmeTarget): readonly Reason[] {
  const port = challenge === "tls-alpn" ? 443 : 80;
  return [
    {
      text: /rateLimited|too many/i,
      cause: "The authority gives no more certificates for now.",
      fix: "Wait until the time that it names, with tls.acme.staging: true meanwhile.",
    },
    {
      text: /permission denied|read-only file system/i,
      cause: "Traefik may not write to the volume that keeps its certificates.",
      fix: "Use an image whose /tmp every user may write to, as the official one's; remove the volume that was made with another.",
    },
    {
      text: /credentials information are missing|some credentials/i,
      cause: "The DNS provider asks for credentials that are not set.",
      fix: "Store each: pulumi config set --secret --path dnsCredentials.NAME, then deploy.",
    },
    {
      text: /x509|certificate signed by unknown authority/i,
      cause: "Traefik does not trust the ACME server itself.",
      fix: "Put its root certificate into tls.acme.caCertificates, and deploy.",
    },
    {
      text: /acme:error:(?:connection|dns)|:: (?:Fetching|Timeout)|NXDOMAIN|no such host/i,
      cause:
        challenge === "dns"
          ? "The authority does not see the DNS record."
          : `The authority did not reach port ${port} of ${host}.`,
      fix:
        challenge === "dns"
          ? "Look at the zone and at tls.acme.dnsProvider; where the record comes late, set tls.acme.dnsDelay."
          : `Lead the DNS name ${host} to the node of Traefik, and open port ${port} to the world; behind a firewall take tls.acme.challenge: dns.`,
    },
    {
      text: /acme:error:(?:unauthorized|incorrectResponse|tls)/i,
      cause: `The authority asked ${host}, and somebody else answered, or something in front changed the answer.`,
      fix: `See where the name leads: getent hosts ${host}. It has to be the node of Traefik, with nothing in front that ends TLS or redirects port ${port}.`,
    },
    {
      text: /cannot get ACME client|dial tcp|i\/o timeout/i,
      cause: "Traefik does not reach the ACME server.",
      fix: "Let its node reach the internet (TCP 443), or correct tls.acme.caServer.",
    },
  ];
}
