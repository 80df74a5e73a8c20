import type { StackConfig } from "../config/stack-config.ts";
import { channelsLabel } from "../model/labels.ts";
import { centrifugoConfig, centrifugoSecrets } from "./centrifugo-config.ts";
import { centrifugoFacts } from "./centrifugo-options.ts";
import type { ServiceDefinition } from "./definition.ts";
import { objectName, type StackIdentity, stackLabels } from "./names.ts";
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
    networks: ["edge", "backend", "redis"],
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
        roles: ["token", "api-key", "redis-password"],
        uid,
        mode: 0o400,
      },
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
