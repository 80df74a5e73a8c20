import type { Namespace } from "../namespaces.ts";
import { deploymentIntentions, managedRedisIntentions } from "./deployment-intentions.ts";
import type { Intention } from "./intention.ts";
import { namespaceIntentions } from "./namespace-intentions.ts";
import type { OptionPath } from "./option-path.ts";

/** What of a stack's configuration says something about Centrifugo's own. */
export interface Intending {
  readonly allowedOrigins: readonly string[];
  readonly namespaces: Readonly<Record<string, Namespace>>;
  readonly tokenSecret: string;
  readonly apiKey: string;
  readonly redisPassword: string;
  /** Settings that the stack file has, by their first key; the others are defaults. */
  readonly stated: ReadonlySet<string>;
}

/** Centrifugo's options that follow from the rest of the stack file and from the deployment. */
export function intentionsOf(config: Intending, redisAddress: string): Intention[] {
  return [
    {
      option: ["client", "allowed_origins"],
      value: config.allowedOrigins,
      setting: ["allowedOrigins"],
      why: "web pages that may connect",
      strength: "stated",
    },
    ...Object.entries(config.namespaces).flatMap(([name, wanted]) => namespaceIntentions(name, wanted)),
    ...managedRedisIntentions(redisAddress, config.stated.has("redis")),
    ...deploymentIntentions,
    secret(
      ["client", "token", "hmac_secret_key"],
      config.tokenSecret,
      "tokenSecret",
      "tokens are signed with it",
    ),
    secret(["http_api", "key"], config.apiKey, "apiKey", "the backend publishes with it"),
    secret(["engine", "redis", "password"], config.redisPassword, "redisPassword", "Redis asks for it"),
  ];
}

function secret(option: OptionPath, value: string, setting: string, why: string): Intention {
  return { option, value, setting: [setting], why, strength: "stated", secret: true };
}
