/**
 * Options that take one of a few words, by their key without the entries of lists. Centrifugo prints no such
 * lists: they are from its source (internal/config/validate.go, internal/app/engine.go, internal/configtypes,
 * internal/logging, internal/consuming), and the differential test compares them with the binary.
 */
const words: Readonly<Record<string, readonly string[]>> = {
  "engine.type": ["memory", "redis"],
  "broker.type": ["memory", "redis", "nats", "postgres", "redisnats"],
  "presence_manager.type": ["memory", "redis"],
  "map_broker.type": ["memory", "redis", "postgres"],
  "log.level": ["trace", "debug", "info", "warn", "error", "fatal", "none"],
  "http_api.error_mode": ["", "transport"],
  "grpc_api.error_mode": ["", "transport"],
  "consumers.type": [
    "postgresql",
    "kafka",
    "nats_jetstream",
    "google_pub_sub",
    "aws_sqs",
    "azure_service_bus",
    "redis_stream",
  ],
  "consumers.nats_jetstream.deliver_policy": ["new", "all"],
};

/** The same for options of every namespace, and of channels without one. */
const channelWords: Readonly<Record<string, readonly string[]>> = {
  force_recovery_mode: ["", "stream", "cache"],
  allowed_delta_types: ["fossil"],
  publication_data_format: ["", "json", "json_object", "binary"],
  subscription_type: ["", "stream", "map", "map_clients", "map_users", "shared_poll"],
  "map.mode": ["", "ephemeral", "recoverable", "persistent"],
  "map.client_key": ["", "client_id", "user_id"],
  "shared_poll.mode": ["", "versionless", "versioned"],
};

/** The words that an option takes; undefined: any text. */
export function allowedWords(key: string): readonly string[] | undefined {
  if (Object.hasOwn(words, key)) return words[key];
  if (key === "channel.publication_data_format") return channelWords["publication_data_format"];
  const inChannel = /^channel\.(?:namespaces|without_namespace)\.(.+)$/.exec(key)?.[1];
  return inChannel !== undefined && Object.hasOwn(channelWords, inChannel)
    ? channelWords[inChannel]
    : undefined;
}
