import { options, right, type Stricter } from "./stricter-example.ts";

/** What rules find and `checkconfig` does not. */
export const stricterRules: readonly Stricter[] = [
  options("reject-insecure-mode", { "client.insecure": true }, "warns", "It opens the server to strangers."),
  options(
    "keep-private-endpoints-internal",
    { "http_api.external": true },
    "runs",
    "Strangers could try keys on the HTTP API.",
  ),
  options(
    "reject-weak-secret",
    { "client.subscription_token": { enabled: true, hmac_secret_key: "secret" } },
    "runs",
    "It can be guessed.",
  ),
  options("require-admin-credentials", { "admin.enabled": true }, "runs", "Nobody could log in."),
  options(
    "require-subscription-token-key",
    { "client.subscription_token.enabled": true },
    "runs",
    "Every subscription with a token would be refused.",
  ),
  options(
    "require-certificate-for-tls",
    { grpc_api: { enabled: true, tls: { enabled: true } } },
    "runs",
    "No client could connect.",
  ),
  options(
    "require-history-for-recovery",
    { "channel.without_namespace.allow_recovery": true },
    "runs",
    "Without a history nothing is ever recovered.",
  ),
  options(
    "require-complete-broker",
    { "controller.enabled": true },
    "stops",
    "Centrifugo looks at it at its start only.",
  ),
  options(
    "require-complete-proxy",
    { "rpc.without_namespace.proxy_enabled": true },
    "runs",
    "Every call would fail.",
  ),
  options(
    "require-complete-consumer",
    {
      "consumers.0": {
        name: "events",
        enabled: true,
        type: "google_pub_sub",
        google_pub_sub: { project_id: "app", subscriptions: ["events"], auth_mechanism: "service_account" },
      },
    },
    "stops",
    "Centrifugo looks at it at its start only.",
  ),
  options(
    "require-one-claim-check",
    { "client.token": { audience: "a", audience_regex: "b" } },
    "stops",
    "Centrifugo looks at it at its start only.",
  ),
  options(
    "require-ping-longer-than-pong",
    { "client.ping_interval": "5s" },
    "stops",
    "Centrifugo looks at it at its start only.",
  ),
  options(
    "require-consistent-http-server",
    { "webtransport.enabled": true },
    "stops",
    "It needs HTTP/3, which Traefik does not speak to Centrifugo.",
  ),
  options(
    "use-distinct-handler-prefixes",
    { "prometheus.handler_prefix": "/health" },
    "stops",
    "Centrifugo's router stops at the second handler of a path.",
  ),
  {
    code: "share-engine-between-replicas",
    example: 'replicas: 2, engine.type: "memory"',
    reason: "A message would reach the clients of one replica only.",
    server: "runs",
    stack: { ...right, replicas: 2, centrifugo: { engine: { type: "memory" } } },
  },
];
