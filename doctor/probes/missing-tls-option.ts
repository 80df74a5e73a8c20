import type { Failure } from "../check.ts";
import type { EdgeTarget } from "../doctor-target.ts";
import type { EdgeAddress } from "../edge-address.ts";
import type { DialError } from "./dial.ts";

/** A Traefik that does not have a TLS option that a router names closes each connection in the handshake. */
export function explainMissingOption(
  { code, message }: DialError,
  { tlsOption }: EdgeTarget,
  { name }: EdgeAddress,
): Failure | undefined {
  if (tlsOption === undefined || !/^(EPROTO|ERR_SSL_.*|ECONNRESET)$/.test(code)) return undefined;
  return {
    expected: `TLS at ${name}`,
    seen: `${message.trim().split("\n").at(-1)} (${code})`,
    cause: `Traefik breaks TLS off for this host: it has no TLS option ${tlsOption}, which the labels name.`,
    fix: "Let its owner put the file of `centrifugo-swarm config traefik-file` there, or take tlsOption out of the stack file and deploy.",
    page: "docs/existing-traefik.md",
  };
}
