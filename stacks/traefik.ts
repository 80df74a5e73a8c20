import type { StackConfig } from "../config/stack-config.ts";
import { endsTls } from "../config/traefik-mode.ts";
import type { FileDefinition, ServiceDefinition } from "./definition.ts";
import { objectName, type StackIdentity, stackLabels } from "./names.ts";
import {
  certificateKeyPath,
  certificatePath,
  dynamicDirectory,
  httpPort,
  httpsPort,
  traefikDynamic,
  traefikStatic,
} from "./traefik-config.ts";

/** The usual uid of "nobody but this process"; the image itself would run as root. */
const uid = 65532;
const staticPath = "/etc/traefik/traefik.yaml";

/** The edge: ends TLS and spreads the clients over Centrifugo's tasks. */
export function traefikDefinition(config: StackConfig, identity: StackIdentity): ServiceDefinition {
  return {
    name: objectName(identity, "traefik"),
    image: config.images.traefik,
    command: ["traefik"],
    args: [`--configFile=${staticPath}`],
    user: `${uid}:${uid}`,
    env: {},
    labels: stackLabels(identity),
    replicas: config.traefik.replicas,
    networks: ["edge", "socket"],
    files: [
      openFile("traefik-static", staticPath, traefikStatic(config, identity)),
      ...(endsTls(config) ? tlsFiles(config) : []),
    ],
    mounts: [],
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
    constraints: [],
    maxReplicasPerNode: 1,
    limits: config.resources.traefik,
  };
}

function tlsFiles(config: StackConfig): FileDefinition[] {
  return [
    openFile("traefik-tls", `${dynamicDirectory}/tls.yaml`, traefikDynamic(config)),
    secretFile("certificate", certificatePath, config.certificate ?? ""),
    secretFile("certificate-key", certificateKeyPath, config.certificateKey ?? ""),
  ];
}

function openFile(name: string, path: string, content: string): FileDefinition {
  return { name, path, content, secret: false, uid, mode: 0o444 };
}

function secretFile(name: string, path: string, content: string): FileDefinition {
  return { name, path, content, secret: true, roles: [name], uid, mode: 0o400 };
}
