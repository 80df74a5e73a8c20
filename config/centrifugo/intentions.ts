import type { Namespace } from "../namespaces.ts";
import type { ExternalRedis } from "../redis-external.ts";
import { deploymentIntentions, managedRedisIntentions } from "./deployment-intentions.ts";
import { externalRedisIntentions } from "./external-redis-intentions.ts";
import type { Intention } from "./intention.ts";
import { namespaceIntentions } from "./namespace-intentions.ts";
import type { OptionPath } from "./option-path.ts";

/** What of a stack's configuration says something about Centrifugo's own. */
export interface Intending {
  readonly allowedOrigins: readonly string[];
  readonly namespaces: Readonly<Record<string, Namespace>>;
  readonly tokenSecret: string;
  readonly apiKey: string;
  readonly redis: ExternalRedis | { readonly mode: "managed" };
  /** Undefined: the Redis asks for none. */
  readonly redisPassword?: string | undefined;
  readonly redisSentinelPassword?: string | undefined;
  /** The connection test page, whose origin is allowed without being listed. */
  readonly testPage?: { readonly origin: string } | undefined;
  /** Settings that the stack file has, by their first key; the others are defaults. */
  readonly stated: ReadonlySet<string>;
}

/**
 * Centrifugo's options that follow from the rest of the stack file and from the deployment.
 *
 * @param redisAddress of the Redis that the stack deploys, where it does.
 */
export function intentionsOf(config: Intending, redisAddress: string): Intention[] {
  return [
    {
      option: ["client", "allowed_origins"],
      value: allowedOrigins(config),
      setting: ["allowedOrigins"],
      why:
        config.testPage === undefined
          ? "web pages that may connect"
          : "web pages that may connect, with the test page",
      strength: "stated",
    },
    ...Object.entries(config.namespaces).flatMap(([name, wanted]) => namespaceIntentions(name, wanted)),
    ...(config.redis.mode === "external"
      ? externalRedisIntentions(config.redis)
      : managedRedisIntentions(redisAddress, config.stated.has("redis"))),
    ...deploymentIntentions,
    secret(
      ["client", "token", "hmac_secret_key"],
      config.tokenSecret,
      "tokenSecret",
      "tokens are signed with it",
    ),
    secret(["http_api", "key"], config.apiKey, "apiKey", "the backend publishes with it"),
    ...redisSecret("password", config.redisPassword, "redisPassword", "Redis asks for it"),
    ...redisSecret(
      "sentinel_password",
      config.redisSentinelPassword,
      "redisSentinelPassword",
      "the Sentinels ask for it",
    ),
  ];
}

function allowedOrigins({ allowedOrigins, testPage }: Intending): readonly string[] {
  return [...new Set([...allowedOrigins, ...(testPage === undefined ? [] : [testPage.origin])])];
}

function redisSecret(key: string, value: string | undefined, setting: string, why: string): Intention[] {
  return value === undefined ? [] : [secret(["engine", "redis", key], value, setting, why)];
}

function secret(option: OptionPath, value: string, setting: string, why: string): Intention {
  return { option, value, setting: [setting], why, strength: "stated", secret: true };
}
