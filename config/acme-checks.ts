import { type Fault, settingsOf } from "./cross-check.ts";
import { isExternal } from "./traefik-mode.ts";

/** What the settings of ACME say against each other. */
export function checkAcme(acme: Record<string, unknown>): Fault[] {
  const { challenge = "http", staging, caServer, certificatesDuration } = acme;
  const faults: Fault[] = [];
  const fault = (key: string, code: string, message: string, fix: string) =>
    faults.push([[key], { code, message, fix }]);
  if (caServer !== undefined && staging !== undefined) {
    fault(
      "staging",
      "staging-of-own-ca",
      "it is about Let's Encrypt, and `caServer` names another authority",
      "Remove one of the two.",
    );
  }
  // Let's Encrypt says itself how long its certificates are valid.
  for (const key of ["caCertificates", ...(certificatesDuration === 2_160 ? [] : ["certificatesDuration"])]) {
    if (acme[key] === undefined || caServer !== undefined) continue;
    fault(
      key,
      "without-ca-server",
      "it is about an authority of your own, and `caServer` names none",
      "Remove it, or add `caServer`.",
    );
  }
  if (challenge === "dns" && acme["dnsProvider"] === undefined) {
    const fix = "Add `dnsProvider: cloudflare`, or whoever serves your zone.";
    fault("challenge", "missing-dns-provider", "the DNS challenge needs to know who serves the zone", fix);
  }
  if (challenge !== "dns") {
    for (const key of ["dnsProvider", "dnsResolvers"]) {
      if (acme[key] === undefined) continue;
      fault(
        key,
        "without-dns-challenge",
        "it is about the DNS challenge",
        "Remove it, or set `challenge: dns`.",
      );
    }
  }
  return faults;
}

/** Names that no public authority can check. */
const privateName = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa|test|example|invalid)$/;

/** What `tls.mode: acme` asks of the other settings. */
export function checkAcmeStack(config: Record<string, unknown>): Fault[] {
  const { mode, acme } = settingsOf(config["tls"]);
  const traefik = settingsOf(config["traefik"]);
  if (isExternal(traefik)) return [];
  const { challenge, caServer } = settingsOf(acme);
  const faults: Fault[] = [];
  const isUsed = mode === "acme" && (challenge === undefined || challenge === "dns");
  if (config["dnsCredentials"] !== undefined && !isUsed) {
    const message = "nothing uses it: the certificate is not got by ACME's challenge `dns`";
    const fix =
      "Remove it: `pulumi config rm dnsCredentials`, or set `tls.mode: acme` and `tls.acme.challenge: dns`.";
    faults.push([["dnsCredentials"], { code: "unused-dns-credentials", message, fix }]);
  }
  if (mode !== "acme") return faults;
  const { replicas } = traefik;
  if (typeof replicas === "number" && replicas > 1) {
    const message = "several tasks of Traefik cannot share their ACME account and certificates";
    const fix =
      "Set `replicas: 1`, or get the certificate outside of this stack and store it: `tls: { mode: files }`.";
    faults.push([["traefik", "replicas"], { code: "acme-replicas", message, found: `\`${replicas}\``, fix }]);
  }
  const { domain } = config;
  if (typeof domain === "string" && privateName.test(domain) && caServer === undefined) {
    const message = "Let's Encrypt issues certificates only for names that the public DNS knows";
    const fix =
      "Take a public name, or `tls: { mode: development }`, or name an authority of your own in `tls.acme.caServer`.";
    faults.push([["domain"], { code: "acme-private-name", message, found: `\`${domain}\``, fix }]);
  }
  return faults;
}
