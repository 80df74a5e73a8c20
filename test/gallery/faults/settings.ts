import type { Fault } from "../fault.ts";
import { dotEnv, env } from "../inject.ts";

const ruled = (rule: string) => ({ check: "rules", page: `docs/rules/${rule}.md` });

/** Settings of Centrifugo with which everything starts. */
export const settingFaults: readonly Fault[] = [
  {
    id: "setting-comma",
    title: "the allowed origins are separated by a comma",
    inject: env("CLIENT_ALLOWED_ORIGINS=https://app.localhost,https://www.app.localhost"),
    ...ruled("require-matching-origin"),
    cause: "the origins are separated by commas",
    sample: true,
  },
  {
    id: "setting-any-origin",
    title: "every Origin is allowed",
    inject: env("CLIENT_ALLOWED_ORIGINS=*"),
    ...ruled("reject-wildcard-origin"),
    cause: "allows the origin `*`: every web site has such an origin.",
  },
  {
    id: "setting-v5-name",
    title: "a variable has the name that it had in version 5",
    inject: env("ALLOWED_ORIGINS=https://app.localhost"),
    ...ruled("reject-ignored-variable"),
    cause: "this is a name of v5, which v6 ignores",
  },
  {
    id: "setting-invented",
    title: "a variable has a name that never was one",
    inject: env("WEBSOCKET_KEEPALIVE=60s"),
    ...ruled("reject-unknown-variable"),
    cause: "Centrifugo v6 does not know this name.",
  },
  {
    id: "setting-client-insecure",
    title: "clients may connect without a token",
    inject: env("CLIENT_INSECURE=true"),
    ...ruled("reject-insecure-mode"),
    cause: "anybody connects without a token and subscribes to every channel.",
  },
  {
    id: "setting-api-insecure",
    title: "the API asks for no key",
    inject: env("HTTP_API_INSECURE=true"),
    ...ruled("reject-insecure-mode"),
    cause: "anybody publishes to every channel without a key",
  },
  {
    id: "setting-admin-open",
    title: "the admin interface asks for no password",
    inject: env("ADMIN_ENABLED=true", "ADMIN_INSECURE=true"),
    ...ruled("reject-insecure-mode"),
    cause: "CENTRIFUGO_ADMIN_INSECURE",
  },
  {
    id: "setting-memory-engine",
    title: "both nodes keep messages in their own memory",
    inject: env("ENGINE_TYPE=memory"),
    check: "redis-pubsub",
    cause:
      "No Centrifugo listens on this Redis under this prefix: they use the memory engine, or another Redis.",
    page: "docs/rules/share-engine-between-replicas.md",
  },
  {
    id: "setting-no-log",
    title: "Centrifugo logs nothing",
    inject: env("LOG_LEVEL=none"),
    check: "log-settings",
    cause: "which hides the warnings on settings that are ignored.",
    page: "docs/rules/keep-warnings-in-the-log.md",
  },
  {
    id: "setting-connection-limit",
    title: "a node takes one connection only",
    inject: env("CLIENT_CONNECTION_LIMIT=1"),
    check: "token-connect",
    cause: "Centrifugo takes no more connections: its connection limit is reached.",
  },
  {
    id: "setting-subscription-key",
    title: "subscription tokens are verified with a key of their own",
    inject: dotEnv(({ newSecret }) => ({
      more: [
        "CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_ENABLED='true'",
        `CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET_KEY='${newSecret()}'\n`,
      ].join("\n"),
    })),
    check: "token-subscribe",
    cause:
      "Centrifugo refuses the subscription token: subscriptions are verified with a secret of their own.",
    page: "docs/rules/require-subscription-token-key.md",
  },
];
