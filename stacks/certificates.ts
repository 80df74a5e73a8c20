import { stringify } from "yaml";
import type { StackConfig } from "../config/stack-config.ts";
import type { MountDefinition, ServiceDefinition } from "./definition.ts";
import { objectName, type StackIdentity, stackLabels } from "./names.ts";
import { traefikConstraints, traefikUid } from "./traefik-config.ts";

/** Name of the volume through which Traefik gets its certificate, without the stack's prefix. */
export const certificatesVolume = "certificates";
const folder = "/certificates";
/** Certificate and key in one file, so that they change together. */
const secretPath = "/run/secrets/certificate.yaml";

/**
 * Hands the certificate to Traefik on the same node. What a task mounts never changes, so a new certificate would
 * restart Traefik, and drop every websocket; this task restarts instead, and Traefik sees a file change.
 */
export function certificatesDefinition(config: StackConfig, identity: StackIdentity): ServiceDefinition {
  return {
    name: objectName(identity, "certificates"),
    // Any image with a shell will do, and this one is on those nodes anyway.
    image: config.images.traefik,
    command: ["sh", "-c"],
    args: [handOver],
    user: `${traefikUid}:${traefikUid}`,
    env: {},
    labels: stackLabels(identity),
    // Where Traefik is or may be.
    replicas: "global",
    networks: [],
    files: [
      {
        name: "certificate",
        path: secretPath,
        content: certificateFile(config),
        secret: true,
        roles: ["certificate-key"],
        uid: traefikUid,
        mode: 0o400,
      },
    ],
    mounts: [certificatesMount(identity, folder)],
    ports: [],
    healthcheck: {
      test: ["CMD", "cmp", "-s", secretPath, `${folder}/certificate.yaml`],
      interval: "3s",
      timeout: "2s",
      startPeriod: "20s",
      retries: 3,
    },
    stopGracePeriod: "5s",
    updateOrder: "stop-first",
    constraints: traefikConstraints(config),
    limits: { memoryBytes: 32 * 1024 ** 2, cpus: 0.25 },
  };
}

/** In memory alone: a key has no business on the disk of a node. */
export function certificatesMount(identity: StackIdentity, target: string): MountDefinition {
  return {
    type: "volume",
    source: objectName(identity, certificatesVolume),
    target,
    labels: stackLabels(identity),
    driverOptions: {
      type: "tmpfs",
      device: "tmpfs",
      o: `size=1m,mode=0700,uid=${traefikUid},gid=${traefikUid},nosuid,nodev,noexec`,
    },
  };
}

/** Renamed into its place, so that Traefik never reads half of it; then there is nothing to do until the end. */
const handOver = `set -e
trap 'exit 0' TERM INT
rm -f ${folder}/.next
cp ${secretPath} ${folder}/.next
mv ${folder}/.next ${folder}/certificate.yaml
while :; do sleep 3600 & wait $!; done`;

/** As Traefik's file provider reads it: both may stand in it as they are. */
function certificateFile({ certificate = "", certificateKey = "" }: StackConfig): string {
  const pair = { certFile: certificate, keyFile: certificateKey };
  return stringify(
    { tls: { certificates: [pair], stores: { default: { defaultCertificate: pair } } } },
    { aliasDuplicateObjects: false },
  );
}
