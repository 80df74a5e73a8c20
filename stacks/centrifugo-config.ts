import type { StackConfig } from "../config/stack-config.ts";
import { objectName, type StackIdentity } from "./names.ts";

/** Clients connect here, through Traefik. */
export const externalPort = 8000;
/** HTTP API, health and metrics; never routed in public. */
export const internalPort = 9000;
/** How long a stopping task may take to move its clients to other tasks, in seconds. */
export const shutdownSeconds = 30;
/** User that Centrifugo logs in to Redis with. */
export const redisUser = "centrifugo";
/** Prefix of all keys and channels in Redis; the ACL allows no other. */
export const redisPrefix = "centrifugo";

/** Centrifugo's `config.json`. It holds nothing secret, so that every change shows in a diff. */
export function centrifugoConfig(config: StackConfig, identity: StackIdentity): string {
  const options = {
    client: { allowed_origins: config.allowedOrigins },
    channel: { namespaces: Object.entries(config.namespaces).map(([name, value]) => namespace(name, value)) },
    engine: {
      type: "redis",
      redis: {
        address: [`redis://${objectName(identity, "redis")}:6379`],
        user: redisUser,
        prefix: redisPrefix,
      },
    },
    http_server: { port: externalPort, internal_port: String(internalPort) },
    health: { enabled: true },
    prometheus: { enabled: true },
    shutdown: { timeout: `${shutdownSeconds}s` },
  };
  return `${JSON.stringify(options, undefined, 2)}\n`;
}

/** What a team wants of a namespace, in Centrifugo's own options. */
function namespace(name: string, wanted: StackConfig["namespaces"][string]) {
  return {
    name,
    ...(wanted.history === undefined
      ? {}
      : { history_size: wanted.history.size, history_ttl: wanted.history.ttl }),
    ...(wanted.recovery ? { force_recovery: true } : {}),
    ...(wanted.presence ? { presence: true } : {}),
    ...access[wanted.access],
  };
}

const access = {
  // No client-side right at all: who may subscribe is in the token that the backend issues.
  token: {},
  user: { allow_user_limited_channels: true },
  public: { allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true },
} as const;

/**
 * The `.env` that Centrifugo loads from its working directory: its secrets, and nothing else.
 * The quotes keep `#` and `$` literal; the configuration refuses values with quotes or line breaks.
 */
export function centrifugoSecrets(config: StackConfig): string {
  return [
    `CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY='${config.tokenSecret}'`,
    `CENTRIFUGO_HTTP_API_KEY='${config.apiKey}'`,
    `CENTRIFUGO_ENGINE_REDIS_PASSWORD='${config.redisPassword}'`,
    "",
  ].join("\n");
}
