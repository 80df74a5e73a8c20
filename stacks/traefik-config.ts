import { stringify } from "yaml";
import type { StackConfig } from "../config/stack-config.ts";
import { objectName, type StackIdentity } from "./names.ts";
import { socketProxyPort } from "./socket-proxy.ts";
import { websocketTlsOption } from "./traefik-labels.ts";

/** Ports inside the container: above 1024, so that no capability is needed to bind them. */
export const httpPort = 8080;
export const httpsPort = 8443;
export const dynamicDirectory = "/etc/traefik/dynamic";
export const certificatePath = "/run/secrets/certificate.pem";
export const certificateKeyPath = "/run/secrets/certificate-key.pem";

/** Traefik's static configuration: entry points and providers. */
export function traefikStatic(config: StackConfig, identity: StackIdentity): string {
  return stringify({
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    log: { level: "INFO", noColor: true },
    entryPoints: {
      web: {
        address: `:${httpPort}`,
        http: {
          redirections: {
            // The port that clients see, not the one in the container.
            entryPoint: { to: `:${config.traefik.httpsPort}`, scheme: "https", permanent: true },
          },
        },
      },
      websecure: { address: `:${httpsPort}` },
      ping: { address: "127.0.0.1:8082" },
    },
    ping: { entryPoint: "ping" },
    providers: {
      swarm: {
        endpoint: `tcp://${objectName(identity, "socket-proxy")}:${socketProxyPort}`,
        exposedByDefault: false,
        constraints: `Label(\`com.docker.stack.namespace\`, \`${identity.stack}\`)`,
        network: objectName(identity, "edge"),
        // A killed task stays in Traefik's list for this long.
        refreshSeconds: 2,
      },
      file: { directory: dynamicDirectory, watch: false },
    },
    // Dials to the address of a killed task hang; with this limit the retry reaches another one in time.
    serversTransport: { forwardingTimeouts: { dialTimeout: "300ms" } },
  });
}

/** What labels cannot say: TLS options and certificates. */
export function traefikDynamic(): string {
  const certificate = { certFile: certificatePath, keyFile: certificateKeyPath };
  return stringify({
    tls: {
      options: { [websocketTlsOption]: { alpnProtocols: ["http/1.1"], minVersion: "VersionTLS12" } },
      certificates: [certificate],
      stores: { default: { defaultCertificate: certificate } },
    },
  });
}
