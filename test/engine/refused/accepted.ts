import { wholeConsumers } from "./consumers.ts";
import { backend, namespace } from "./document.ts";

const history = { history_size: 100, history_ttl: "1h" };
const expiring = { mode: "recoverable", key_ttl: "60s" };
const sharedPollKey = { shared_poll: { hmac_secret_key: "fixture-shared-poll-key-5a4b3c2d1e0f" } };

/** Configurations that Centrifugo takes, in which no rule may find anything. */
export const accepted: readonly (readonly [what: string, config: object, env?: Record<string, string>])[] = [
  ["nothing at all", {}],
  ["a history with recovery", namespace({ ...history, force_recovery: true })],
  ["a history as long as its position", namespace({ ...history, history_meta_ttl: "1h" })],
  ["a history of numbers that are texts", namespace({ history_size: "100", history_ttl: "3600s" })],
  [
    "a history that a variable completes",
    namespace({ history_size: 10 }),
    { CENTRIFUGO_CHANNEL_NAMESPACES_ORG_HISTORY_TTL: "60s" },
  ],
  ["zeros that count as nothing", namespace({ history_size: 0, history_ttl: "0s", history_meta_ttl: "0s" })],
  ["a zero that becomes the default position", namespace(history, { history_meta_ttl: "0s" })],
  [
    "an array in a variable over the file's list, which keeps what it does not name",
    namespace(history),
    { CENTRIFUGO_CHANNEL_NAMESPACES: '[{"name":"chat","force_recovery":true}]' },
  ],
  [
    "recovery of the last message alone",
    namespace({
      history_size: 1,
      history_ttl: "1h",
      force_recovery: true,
      force_recovery_mode: "cache",
      auto_cache_recover: true,
    }),
  ],
  [
    "a named proxy, and a default one",
    {
      proxies: [{ ...backend, timeout: "0s" }],
      channel: {
        namespaces: [{ name: "org", subscribe_proxy_enabled: true, subscribe_proxy_name: "backend" }],
        without_namespace: { publish_proxy_enabled: true, publish_proxy_name: "default" },
        proxy: { publish: { endpoint: "grpc://backend:3001" } },
      },
    },
  ],
  [
    "a proxy that a variable completes",
    { proxies: [{ name: "back-end.1" }], rpc: { namespaces: [{ name: "api", proxy_name: "back-end.1" }] } },
    { CENTRIFUGO_PROXIES_BACK_END_1_ENDPOINT: "http://backend:3000" },
  ],
  [
    "a connect proxy with transforms",
    {
      client: {
        proxy: {
          connect: {
            enabled: true,
            endpoint: backend.endpoint,
            http: { status_to_code_transforms: [{ status_code: 403, to_disconnect: { code: 4403 } }] },
          },
        },
      },
    },
  ],
  [
    "transforms of unidirectional transports",
    {
      client: {
        connect_code_to_unidirectional_disconnect: { transforms: [{ code: 1, to: { code: 4001 } }] },
      },
      uni_sse: { connect_code_to_http_response: { transforms: [{ code: 1, to: { status_code: 403 } }] } },
    },
  ],
  [
    "maps in every mode, with presence",
    {
      channel: {
        namespaces: [
          { name: "scores", subscription_type: "map", map: { mode: "persistent", stream_ttl: "1h" } },
          {
            name: "cursors",
            subscription_type: "map",
            map: { mode: "ephemeral", key_ttl: "10s" },
            map_clients_presence_channel_prefix: "clients:",
          },
          { name: "clients", subscription_type: "map_clients", map: { ...expiring, meta_ttl: "1m" } },
        ],
      },
      map_broker: { type: "memory" },
    },
  ],
  [
    "a prefix with a boundary of its own",
    {
      channel: {
        namespace_boundary: "/",
        namespaces: [
          { name: "org", map_users_presence_channel_prefix: "users/" },
          { name: "users", subscription_type: "map_users", map: expiring },
        ],
      },
    },
  ],
  [
    "a shared poll",
    {
      ...namespace(
        { subscription_type: "shared_poll", shared_poll: { mode: "versioned", publish_enabled: true } },
        { proxy: { shared_poll_refresh: { endpoint: "http://backend:3000" } } },
      ),
      ...sharedPollKey,
    },
  ],
  [
    "personal channels with one connection a user",
    {
      ...namespace({ presence: true }),
      client: {
        subscribe_to_user_personal_channel: {
          enabled: true,
          personal_channel_namespace: "org",
          single_connection: true,
        },
      },
    },
  ],
  ["HTTP/2 in clear text for clients alone", { http_server: { h2c_external: true, internal_port: "9000" } }],
  ["a consumer that is off", { consumers: [{ name: "outbox", type: "kafka" }] }],
  ...wholeConsumers,
];

/** Configurations that Centrifugo takes although an option has no effect, with the rule that says so. */
export const useless: readonly (readonly [rule: string, what: string, config: object])[] = [
  ...["allow_recovery", "force_positioning", "allow_positioning", "delta_publish"].map(
    (option) =>
      ["require-history-for-recovery", `${option} without a history`, namespace({ [option]: true })] as const,
  ),
  [
    "require-complete-proxy",
    "RPC without an endpoint",
    { rpc: { without_namespace: { proxy_enabled: true } } },
  ],
];
