import type { StackConfig } from "../config/stack-config.ts";
import { isOffloaded } from "../config/tls-mode.ts";
import { isExternal } from "../config/traefik-mode.ts";
import { acmeOf, acmeResolver } from "./acme.ts";
import { edgeNetworkName, type StackIdentity } from "./names.ts";

/** Name of our own Traefik's TLS option whose ALPN list is HTTP/1.1 only; in a file, since labels cannot define it. */
export const websocketTlsOption = "websocket";

/** What the labels of every routed service say in the words of the Traefik that reads them. */
export interface EdgeLabels {
  /** Labels of the service as a whole. */
  readonly service: Readonly<Record<string, string>>;
  /** Options of each router, by what stands after its name. */
  readonly router: Readonly<Record<string, string>>;
  /** Options of each load balancer, by what stands after its name. */
  readonly balancer: Readonly<Record<string, string>>;
}

/** Our own Traefik defines all that its labels name; of another one only what is said to be there may be named. */
export function edgeLabels(config: StackConfig, identity: StackIdentity): EdgeLabels {
  const { traefik } = config;
  const external = isExternal(traefik);
  const offloaded = !external && isOffloaded(config.tls);
  const ownOption = offloaded ? undefined : `${websocketTlsOption}@file`;
  const tlsOption = external ? traefik.tlsOption : ownOption;
  const { serversTransport } = traefik;
  const byAcme = acmeOf(config) === undefined ? undefined : acmeResolver;
  const certificateResolver = external ? traefik.certificateResolver : byAcme;
  // v2 reads Swarm services with its Docker provider, and calls the label after that.
  const provider = external && traefik.version === 2 ? "docker" : "swarm";
  return {
    service: {
      ...(external && Object.fromEntries(traefik.labels.map(parseLabel))),
      "traefik.enable": "true",
      [`traefik.${provider}.network`]: edgeNetworkName(config, identity),
    },
    router: {
      ...(offloaded
        ? { entrypoints: "web" }
        : { entrypoints: external ? traefik.entryPoint : "websecure", tls: "true" }),
      ...(tlsOption !== undefined && { "tls.options": tlsOption }),
      ...(certificateResolver !== undefined && { "tls.certresolver": certificateResolver }),
    },
    balancer: {
      ...(external && serversTransport !== undefined && { serverstransport: serversTransport }),
    },
  };
}

function parseLabel(label: string): [name: string, value: string] {
  const end = label.indexOf("=");
  return [label.slice(0, end), label.slice(end + 1)];
}
