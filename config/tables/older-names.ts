/** A name of Centrifugo's past and what became of it. */
export interface OlderName {
  /** The last major version that read the name. */
  readonly last: 2 | 3 | 4 | 5;
  /** v6's name, beside the old one where it is an option of a namespace, else from the root; undefined: none. */
  readonly v6: string | undefined;
  /** What to do where the new name alone does not say it; completes a sentence. */
  readonly instead?: string;
}

/**
 * Options of a namespace (and of channels without one) that v2 and v3 had. From Centrifugo's documentation: the
 * guides of migration to v3 and v4 with their converters, and v3's list of channel options.
 */
export const olderNamespaceNames: ReadonlyMap<string, OlderName> = new Map<string, OlderName>([
  ["history_lifetime", { last: 2, v6: "history_ttl", instead: "give a duration with a unit, such as 300s" }],
  ["history_recover", { last: 2, v6: "force_recovery" }],
  [
    "server_side",
    { last: 2, v6: undefined, instead: "leave it out: clients may subscribe only where an allow_… says so" },
  ],
  ["recover", { last: 3, v6: "force_recovery" }],
  ["position", { last: 3, v6: "force_positioning" }],
  ["publish", { last: 3, v6: "allow_publish_for_client" }],
  ["subscribe_to_publish", { last: 3, v6: "allow_publish_for_subscriber" }],
  ["anonymous", { last: 3, v6: "allow_subscribe_for_anonymous" }],
  [
    "protected",
    { last: 3, v6: undefined, instead: "leave it out: clients may subscribe only where an allow_… says so" },
  ],
  [
    "presence_disable_for_client",
    {
      last: 3,
      v6: undefined,
      instead: "leave it out: clients may ask only where allow_presence_for_… says so",
    },
  ],
  [
    "history_disable_for_client",
    {
      last: 3,
      v6: undefined,
      instead: "leave it out: clients may ask only where allow_history_for_… says so",
    },
  ],
]);

/** Options of v2 to v4 outside of namespaces, from the root. From the guides of migration to v3, v4 and v5. */
export const olderKeys: ReadonlyMap<string, OlderName> = new Map<string, OlderName>([
  ["secret", { last: 2, v6: "client.token.hmac_secret_key" }],
  ["client_presence_ping_interval", { last: 2, v6: "client.presence_update_interval" }],
  ["client_message_write_timeout", { last: 2, v6: "websocket.write_timeout" }],
  ["client_request_max_size", { last: 2, v6: "websocket.message_size_limit" }],
  ["client_presence_expire_interval", { last: 2, v6: "engine.redis.presence_ttl" }],
  ["redis_presence_ttl", { last: 2, v6: "engine.redis.presence_ttl" }],
  ["redis_url", { last: 2, v6: "engine.redis.address" }],
  ["redis_host", { last: 2, v6: "engine.redis.address", instead: "give host and port in one address" }],
  ["redis_port", { last: 2, v6: "engine.redis.address", instead: "give host and port in one address" }],
  ["redis_cluster_addrs", { last: 2, v6: "engine.redis.cluster_address" }],
  ["redis_sentinels", { last: 2, v6: "engine.redis.sentinel_address" }],
  ["redis_master_name", { last: 2, v6: "engine.redis.sentinel_master_name" }],
  ["client_anonymous", { last: 3, v6: "client.allow_anonymous_connect_without_token" }],
  ["presence_ttl", { last: 4, v6: "engine.redis.presence_ttl" }],
]);

/**
 * Options of entries of other lists that v5 had, with the name that v6 has beside it. From v5's documentation of
 * proxies; v6 has the same options in two groups.
 */
export const olderEntryNames: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    "proxies",
    new Map([
      ["static_http_headers", "http.static_headers"],
      ["http_status_code_transforms", "http.status_to_code_transforms"],
      ["grpc_cert_file", "grpc.tls.server_ca_pem"],
      ["grpc_credentials_key", "grpc.credentials_key"],
      ["grpc_credentials_value", "grpc.credentials_value"],
      ["grpc_compression", "grpc.compression"],
    ]),
  ],
  ["rpc.namespaces", new Map([["rpc_proxy_name", "proxy_name"]])],
]);
