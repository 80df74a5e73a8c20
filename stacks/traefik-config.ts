import { stringify } from "yaml";
import type { StackConfig } from "../config/stack-config.ts";
import { endsTls, publicPortOf, storesCertificate, watchesCertificate } from "../config/traefik-mode.ts";
import { acmeOf, acmeProtocols, acmeStatic } from "./acme.ts";
import { websocketTlsOption } from "./edge-labels.ts";
import { objectName, type StackIdentity } from "./names.ts";
import { socketProxyPort } from "./socket-proxy.ts";

/** Ports inside the container: above 1024, so that no capability is needed to bind them. */
export const httpPort = 8080;
export const httpsPort = 8443;
/** The usual uid of "nobody but this process"; the image itself would run as root. */
export const traefikUid = 65532;
export const dynamicDirectory = "/etc/traefik/dynamic";
export const certificatePath = "/run/secrets/certificate.pem";
export const certificateKeyPath = "/run/secrets/certificate-key.pem";

/** Where its tasks may run. */
export function traefikConstraints({ traefik }: StackConfig): readonly string[] {
  return traefik.node === undefined ? [] : [`node.hostname==${traefik.node}`];
}

/** Traefik's static configuration: entry points and providers. */
export function traefikStatic(config: StackConfig, identity: StackIdentity): string {
  const { traefik } = config;
  const acme = acmeOf(config);
  return stringify({
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    log: { level: traefik.logLevel, noColor: true },
    // Some transports carry a token in the query.
    ...(traefik.accessLog ? { accessLog: { fields: { queryParameters: { defaultMode: "drop" } } } } : {}),
    entryPoints: { ...entryPoints(config), ping: { address: "127.0.0.1:8082" } },
    ping: { entryPoint: "ping" },
    providers: {
      swarm: {
        endpoint: `tcp://${objectName(identity, "socket-proxy")}:${socketProxyPort}`,
        exposedByDefault: false,
        constraints: `Label(\`com.docker.stack.namespace\`, \`${identity.stack}\`)`,
        network: objectName(identity, "edge"),
        // A killed task stays in Traefik's list for this long.
        refreshSeconds: traefik.refreshInterval,
      },
      ...(endsTls(config) && { file: { directory: dynamicDirectory, watch: watchesCertificate(config) } }),
    },
    ...(acme !== undefined && acmeStatic(acme, "web")),
    // Dials to the address of a killed task hang; with this limit the retry reaches another one in time.
    serversTransport: { forwardingTimeouts: { dialTimeout: traefik.dialTimeout } },
  });
}

function entryPoints(config: StackConfig) {
  const { trustedIps, proxyProtocol, graceTimeout, idleTimeout } = config.traefik;
  const proxied = proxyProtocol && { proxyProtocol: { trustedIPs: proxyProtocol.trustedIps } };
  const forClients = {
    forwardedHeaders: { trustedIPs: trustedIps },
    ...proxied,
    transport: {
      lifeCycle: { graceTimeOut: graceTimeout },
      respondingTimeouts: { idleTimeout },
    },
  };
  // A redirect would send clients in a circle: the load balancer that ends TLS asks here every time.
  if (!endsTls(config)) return { web: { address: `:${httpPort}`, ...forClients } };
  // The port that clients see, not the one in the container.
  const to = `:${publicPortOf(config)}`;
  const redirections = { entryPoint: { to, scheme: "https", permanent: true } };
  return {
    web: { address: `:${httpPort}`, ...proxied, http: { redirections } },
    websecure: { address: `:${httpsPort}`, ...forClients },
  };
}

/** What labels cannot say: TLS options, and the certificate unless it comes by itself. */
export function traefikDynamic(config: StackConfig): string {
  const minVersion = config.traefik.minTlsVersion;
  const certificate = { certFile: certificatePath, keyFile: certificateKeyPath };
  const stored = { certificates: [certificate], stores: { default: { defaultCertificate: certificate } } };
  return stringify({
    tls: {
      options: {
        // For names that no router has: they are answered with a 404, over the same TLS.
        default: { minVersion },
        [websocketTlsOption]: { alpnProtocols: ["http/1.1", ...acmeProtocols(config)], minVersion },
      },
      // One that changes while Traefik runs is in a file of its own; by ACME, Traefik has it by itself.
      ...(storesCertificate(config) && !watchesCertificate(config) && stored),
    },
  });
}
