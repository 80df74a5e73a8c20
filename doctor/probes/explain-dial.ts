import type { Failure } from "../check.ts";
import type { EdgeAddress } from "../edge-address.ts";
import type { DialError } from "./dial.ts";

/** Says in words what a `DialError` means and how to mend it. */
export function explainDial(error: DialError, edge: EdgeAddress, traefik: string | undefined): Failure {
  const known = explanations(edge, traefik).find(({ codes }) => codes.test(error.code));
  const seen = `${error.message} (${error.code})`;
  if (known === undefined)
    return {
      expected: `a connection to ${edge.name}`,
      seen,
      fix: `Look at what listens on port ${edge.port} of ${edge.host}.`,
    };
  const { expected, cause, fix } = known;
  return { expected, seen: known.seen ?? seen, cause, fix };
}

interface Explanation {
  readonly codes: RegExp;
  readonly expected: string;
  readonly seen?: string;
  readonly cause: string;
  readonly fix: string;
}

function explanations(
  { name, host, port }: EdgeAddress,
  traefik: string | undefined,
): readonly Explanation[] {
  const ps = traefik === undefined ? "docker service ls" : `docker service ps ${traefik}`;
  const certificate = "a certificate that a browser takes";
  return [
    {
      codes: /^ECONNREFUSED$/,
      expected: `a connection to ${name}`,
      seen: "refused",
      cause: `Nothing listens at ${name}: Traefik does not run there, or does not hold port ${port}.`,
      fix: `See whether it runs: ${ps}`,
    },
    {
      codes: /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
      expected: `a connection to ${name}`,
      seen: "no answer",
      cause: `Nothing answers at ${name}: a firewall, or a wrong address behind the name.`,
      fix: `Look at the firewall in front of port ${port}, and at the address: getent hosts ${host}`,
    },
    {
      codes: /^(ENOTFOUND|EAI_AGAIN)$/,
      expected: `an address for ${host}`,
      seen: "none",
      cause: `DNS knows no ${host}.`,
      fix: `Add a DNS record for ${host}, or correct the domain.`,
    },
    {
      codes: /^CERT_HAS_EXPIRED$/,
      expected: certificate,
      seen: "one that has expired",
      cause: `The certificate of ${host} has expired, so that browsers close the connection without a word.`,
      fix: "Put a certificate that is valid today into the stack, then deploy.",
    },
    {
      codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
      expected: certificate,
      seen: "one for another name",
      cause: `The certificate is not for ${host}: Traefik has none for it and serves another, or its own default one.`,
      fix: `Deploy a certificate whose subject alternative names hold ${host}.`,
    },
    {
      codes: /CERT|ISSUER|SIGNATURE/,
      expected: certificate,
      cause: `The certificate of ${host} is signed by nobody that is trusted here: Traefik may be serving its default one, or the chain is not complete.`,
      fix: "Deploy the certificate with its whole chain, the server's own first; for a private authority name its certificate with --ca.",
    },
    {
      codes: /^(EPROTO|ERR_SSL_.*|ECONNRESET)$/,
      expected: `TLS at ${name}`,
      cause: `What listens at ${name} does not speak TLS, or breaks the connection off.`,
      fix: `Look at what listens on port ${port} of ${host}, and at a proxy in front of it.`,
    },
  ];
}
