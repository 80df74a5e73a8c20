import type { StackConfig } from "../config/stack-config.ts";
import { endsTls, storesCertificate, watchesCertificate } from "../config/traefik-mode.ts";
import { acmeEnv, acmeFiles, acmeMounts } from "./acme.ts";
import { certificatesMount } from "./certificates.ts";
import type { FileDefinition, ServiceDefinition } from "./definition.ts";
import { objectName, type StackIdentity, stackLabels } from "./names.ts";
import {
  certificateKeyPath,
  certificatePath,
  dynamicDirectory,
  httpPort,
  httpsPort,
  traefikConstraints,
  traefikDynamic,
  traefikStatic,
  traefikUid,
} from "./traefik-config.ts";

const staticPath = "/etc/traefik/traefik.yaml";

/** The edge: ends TLS and spreads the clients over Centrifugo's tasks. */
export function traefikDefinition(config: StackConfig, identity: StackIdentity): ServiceDefinition {
  return {
    name: objectName(identity, "traefik"),
    image: config.images.traefik,
    command: ["traefik"],
    args: [`--configFile=${staticPath}`],
    user: `${traefikUid}:${traefikUid}`,
    env: acmeEnv(config),
    labels: stackLabels(identity),
    replicas: config.traefik.replicas,
    networks: ["edge", "socket"],
    files: [
      openFile("traefik-static", staticPath, traefikStatic(config, identity)),
      ...(endsTls(config) ? tlsFiles(config) : []),
      ...acmeFiles(config, traefikUid),
    ],
    mounts: [
      // Writable, since the mount of the file inside makes a name for it there.
      ...(watchesCertificate(config) ? [certificatesMount(identity, dynamicDirectory)] : []),
      ...acmeMounts(config, identity),
    ],
    ports: [
      { name: "web", published: config.traefik.httpPort, target: httpPort },
      ...(endsTls(config)
        ? [{ name: "websecure", published: config.traefik.httpsPort, target: httpsPort }]
        : []),
    ],
    healthcheck: {
      test: ["CMD", "traefik", "healthcheck", `--configFile=${staticPath}`],
      interval: "3s",
      timeout: "2s",
      startPeriod: "10s",
      retries: 3,
    },
    stopGracePeriod: "20s",
    // The new task needs the ports of the old one.
    updateOrder: "stop-first",
    constraints: traefikConstraints(config),
    maxReplicasPerNode: 1,
    limits: config.resources.traefik,
  };
}

function tlsFiles(config: StackConfig): FileDefinition[] {
  const options = openFile("traefik-tls", `${dynamicDirectory}/tls.yaml`, traefikDynamic(config));
  if (!storesCertificate(config) || watchesCertificate(config)) return [options];
  return [
    options,
    secretFile("certificate", certificatePath, config.certificate ?? ""),
    secretFile("certificate-key", certificateKeyPath, config.certificateKey ?? ""),
  ];
}

function openFile(name: string, path: string, content: string): FileDefinition {
  return { name, path, content, secret: false, uid: traefikUid, mode: 0o444 };
}

function secretFile(name: string, path: string, content: string): FileDefinition {
  return { name, path, content, secret: true, roles: [name], uid: traefikUid, mode: 0o400 };
}
