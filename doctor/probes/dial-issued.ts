import { setTimeout as sleep } from "node:timers/promises";
import { checkServerIdentity, TLSSocket } from "node:tls";
import type { EdgeTarget } from "../doctor-target.ts";
import { edgeAddress } from "../edge-address.ts";
import { DialError, dialHttp1 } from "./dial.ts";

/** How long Traefik and the authority may take after a deployment, in milliseconds. */
const issueLimitMs = 60_000;
const retryMs = 1_000;

/** True for an error that says: this is not the certificate that is expected. */
export function isCertificateError({ code }: DialError): boolean {
  return /CERT|ISSUER|SIGNATURE/.test(code);
}

/**
 * Dials as a websocket client; where Traefik gets the certificate by ACME and was just deployed, until it has it or
 * `isRefused` says that it will not.
 */
export async function dialIssued(edge: EdgeTarget, isRefused: () => Promise<boolean>) {
  const waits = edge.acme !== undefined && (edge.settleMs ?? 0) > 0;
  const end = performance.now() + (waits ? issueLimitMs : 0);
  while (true) {
    try {
      const socket = await dialHttp1(edge);
      if (socket instanceof TLSSocket && edge.acme?.staging === true) requireStaging(socket, edge);
      return socket;
    } catch (error) {
      if (!(error instanceof DialError) || !isCertificateError(error)) throw error;
      if (performance.now() > end || (await isRefused())) throw error;
      await sleep(retryMs);
    }
  }
}

/**
 * The roots of Let's Encrypt's test environment are in no public list, so its certificates are looked at here: its
 * issuers' names all begin with "(STAGING)".
 */
function requireStaging(socket: TLSSocket, edge: EdgeTarget): void {
  const certificate = socket.getPeerCertificate();
  const { host } = edgeAddress(edge);
  const refuse = (code: string, message: string) => {
    socket.destroy();
    return new DialError(code, message);
  };
  if (!/\(STAGING\)/.test(JSON.stringify(certificate.issuer ?? {}))) {
    throw refuse("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "not issued by the test environment of Let's Encrypt");
  }
  const wrong = checkServerIdentity(host, certificate);
  if (wrong !== undefined) throw refuse("ERR_TLS_CERT_ALTNAME_INVALID", wrong.message);
  if (Date.parse(certificate.valid_to) < Date.now())
    throw refuse("CERT_HAS_EXPIRED", "certificate has expired");
}
