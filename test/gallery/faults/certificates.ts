import { certificate } from "../certificates.ts";
import type { Fault } from "../fault.ts";

/** The certificate that Traefik serves. */
export const certificateFaults: readonly Fault[] = [
  {
    id: "edge-certificate-expired",
    title: "the certificate has expired",
    inject: certificate({ days: -1 }),
    check: "edge-tls",
    cause: "The certificate of centrifugo.localhost has expired",
  },
  {
    id: "edge-certificate-soon",
    title: "the certificate expires in three days, and nobody renews it",
    inject: certificate({ days: 3.5 }),
    check: "edge-certificate",
    cause: "The certificate of centrifugo.localhost ends in 3 days",
  },
  {
    id: "edge-certificate-name",
    title: "the certificate is for another name",
    inject: certificate({ domain: "other.localhost" }),
    check: "edge-tls",
    cause: "The certificate is not for centrifugo.localhost",
  },
];
