import { stringify } from "yaml";
import type { StackConfig } from "../config/stack-config.ts";
import type { StackIdentity } from "./names.ts";

/** How to get the file. */
export function traefikFileCommand({ stack }: StackIdentity): string {
  return `bin/centrifugo-swarm config traefik-file --stack ${stack}`;
}

/** What the file defines, by the names with which the stack file refers to them. */
export function traefikFileNames(
  { traefik }: Pick<StackConfig, "traefik">,
  { stack }: StackIdentity,
): { readonly tlsOption: string; readonly serversTransport: string } {
  const name = stack.replaceAll(".", "-");
  return {
    tlsOption: traefik.tlsOption ?? `${name}-http1@file`,
    serversTransport: traefik.serversTransport ?? `${name}-centrifugo@file`,
  };
}

/** The dynamic file for the owner of a Traefik that is not of this stack: what labels cannot say. */
export function traefikFile(config: StackConfig, identity: StackIdentity): string {
  const { tlsOption, serversTransport } = traefikFileNames(config, identity);
  const { minTlsVersion: minVersion, dialTimeout } = config.traefik;
  const bare = (name: string) => name.replace(/@.*$/, "");
  const options = stringify({
    // Browsers never offer the last one; TLS-ALPN-01 of Traefik's own certificate resolvers needs it.
    tls: { options: { [bare(tlsOption)]: { minVersion, alpnProtocols: ["http/1.1", "acme-tls/1"] } } },
  });
  const transports = stringify({
    http: { serversTransports: { [bare(serversTransport)]: { forwardingTimeouts: { dialTimeout } } } },
  });
  return `# For the owner of the Traefik in front of ${config.domain} (stack ${identity.stack} of ${identity.project}).
#
# Put it where the file provider of that Traefik looks: providers.file.directory, or as a Swarm config mounted
# there. Labels cannot define what stands here, and nothing here changes any other host.
# Then name both in Pulumi.${identity.stack}.yaml below ${identity.project}:traefik, not before:
#   tlsOption: ${tlsOption}
#   serversTransport: ${serversTransport}

# Why: a websocket is opened over HTTP/1.1. Clients and proxies that offer HTTP/2 as well get it from Traefik's
# default list, and some of them, and some releases of Traefik, lose the upgrade then. acme-tls/1 keeps TLS-ALPN-01
# of a certificate resolver working; no browser offers it.
${options}
# Why: a killed task stays in Traefik's list until the next refresh, and a dial to its address hangs for 30 seconds,
# Traefik's default. With this limit the retry on the router reaches another task in time.
${transports}`;
}
