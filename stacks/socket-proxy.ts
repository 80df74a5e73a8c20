import type { StackConfig } from "../config/stack-config.ts";
import type { ServiceDefinition } from "./definition.ts";
import { objectName, type StackIdentity, stackLabels } from "./names.ts";

export const socketProxyPort = 2375;
const configPath = "/etc/haproxy/haproxy.cfg";

/** A read-only door to the Docker API for Traefik, so that nothing that faces the internet mounts the socket. */
export function socketProxyDefinition(config: StackConfig, identity: StackIdentity): ServiceDefinition {
  return {
    name: objectName(identity, "socket-proxy"),
    image: config.images.socketProxy,
    command: ["haproxy"],
    args: ["-W", "-db", "-f", configPath],
    // The socket belongs to root; without capabilities this root can open its own files and no more.
    user: "0:0",
    env: {},
    labels: stackLabels(identity),
    replicas: 1,
    networks: ["socket"],
    files: [
      {
        name: "socket-proxy-config",
        path: configPath,
        content: haproxyConfig,
        secret: false,
        uid: 0,
        mode: 0o444,
      },
    ],
    mounts: [
      { type: "bind", source: "/var/run/docker.sock", target: "/var/run/docker.sock", readOnly: true },
    ],
    ports: [],
    healthcheck: {
      test: ["CMD", "wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${socketProxyPort}/_ping`],
      interval: "3s",
      timeout: "2s",
      startPeriod: "10s",
      retries: 3,
    },
    stopGracePeriod: "20s",
    updateOrder: "stop-first",
    constraints: ["node.role==manager"],
    limits: config.resources.socketProxy,
  };
}

/** GET and HEAD on the whole paths that Traefik's Swarm provider asks for, and nothing else. */
const haproxyConfig = `global
  maxconn 256
  # Traefik's open connections would hold a soft stop for as long as they live.
  hard-stop-after 1s
  log stdout format raw local0 notice

defaults
  mode http
  log global
  timeout connect 2s
  timeout client 60s
  timeout server 60s

frontend docker
  bind :${socketProxyPort}
  acl read_only method GET HEAD
  acl allowed path -m reg ^(/v1\\.[0-9]+)?/(_ping|version|services|tasks|networks|nodes/[0-9a-z]+)$
  http-request deny deny_status 403 unless read_only allowed
  default_backend socket

backend socket
  server docker unix@/var/run/docker.sock
`;
