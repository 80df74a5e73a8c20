import { redisAuthorityPath } from "../config/centrifugo/external-redis-intentions.ts";
import type { StackConfig } from "../config/stack-config.ts";
import { channelsLabel } from "../model/labels.ts";
import { centrifugoConfig, centrifugoSecrets } from "./centrifugo-config.ts";
import { centrifugoFacts } from "./centrifugo-options.ts";
import type { FileDefinition, ServiceDefinition } from "./definition.ts";
import { externalNetworkOf, objectName, type StackIdentity, stackLabels } from "./names.ts";
import { websocketLabels } from "./traefik-labels.ts";

/** uid of the user `centrifugo` in the official image. */
const uid = 1000;

/** The tasks that hold the clients' connections. */
export function centrifugoDefinition(config: StackConfig, identity: StackIdentity): ServiceDefinition {
  const facts = centrifugoFacts(config, identity);
  return {
    name: objectName(identity, "centrifugo"),
    image: config.images.centrifugo,
    command: ["centrifugo"],
    args: [],
    user: `${uid}:${uid}`,
    env: {},
    labels: {
      ...stackLabels(identity),
      ...websocketLabels(config, identity, facts),
      [channelsLabel]: config.channels.join(","),
    },
    replicas: config.replicas,
    networks: config.redis.mode === "external" ? ["edge", "backend"] : ["edge", "backend", "redis"],
    foreignNetworks: foreignNetworks(config),
    files: [
      {
        name: "centrifugo-config",
        path: "/centrifugo/config.json",
        content: centrifugoConfig(config, identity),
        secret: false,
        uid,
        mode: 0o444,
      },
      {
        name: "centrifugo-env",
        path: "/centrifugo/.env",
        content: centrifugoSecrets(config, identity),
        secret: true,
        roles: ["token", "api-key", ...(config.redisPassword === undefined ? [] : ["redis-password"])],
        uid,
        mode: 0o400,
      },
      ...redisAuthority(config),
    ],
    mounts: [],
    ports: [],
    healthcheck: {
      // 127.0.0.1 and not localhost: busybox would try ::1 first, where nothing listens.
      test: [
        "CMD",
        "wget",
        "-q",
        "-O",
        "/dev/null",
        `http://127.0.0.1:${facts.internalPort}${facts.healthPath}`,
      ],
      interval: "3s",
      timeout: "2s",
      startPeriod: "20s",
      retries: 3,
    },
    stopGracePeriod: `${facts.shutdownSeconds + 10}s`,
    updateOrder: "start-first",
    constraints: [],
    limits: config.resources.centrifugo,
  };
}

/** What leads to a Redis that somebody else runs on this Swarm, unless Traefik's network leads there already. */
function foreignNetworks({ redis, traefik }: StackConfig): readonly string[] {
  if (redis.mode !== "external" || redis.network === undefined) return [];
  return redis.network === externalNetworkOf({ traefik }) ? [] : [redis.network];
}

function redisAuthority({ redis }: StackConfig): FileDefinition[] {
  if (redis.mode !== "external" || redis.tls?.ca === undefined) return [];
  const { ca } = redis.tls;
  return [{ name: "redis-ca", path: redisAuthorityPath, content: ca, secret: false, uid, mode: 0o444 }];
}
