/** Flags of v5 that take a value, without `--`. From main.go of v5.4.9, as all of this file. */
const withValue = [
  "config",
  "engine",
  "broker",
  "log_level",
  "log_file",
  "pid_file",
  "name",
  "address",
  "port",
  "internal_address",
  "internal_port",
  "tls_cert",
  "tls_key",
  "grpc_api_port",
  "grpc_api_tls_cert",
  "grpc_api_tls_key",
  "uni_grpc_port",
  "redis_address",
  "tarantool_address",
  "nats_url",
];

/** Flags of v5 that switch something on. */
const switches = [
  "debug",
  "admin",
  "admin_external",
  "prometheus",
  "swagger",
  "health",
  "sockjs",
  "uni_websocket",
  "uni_sse",
  "uni_http_stream",
  "sse",
  "http_stream",
  "client_insecure",
  "api_insecure",
  "api_external",
  "admin_insecure",
  "tls",
  "tls_external",
  "grpc_api",
  "grpc_api_tls",
  "grpc_api_tls_disable",
  "uni_grpc",
  "help",
];

/** All flags of v5 by name; true: a switch, which takes a value only behind `=`. */
export const v5Flags: ReadonlyMap<string, boolean> = new Map([
  ...withValue.map((name) => [name, false] as const),
  ...switches.map((name) => [name, true] as const),
]);

/** Letters of v5 that stand for a flag. */
export const v5Letters: ReadonlyMap<string, string> = new Map([
  ["c", "config"],
  ["e", "engine"],
  ["n", "name"],
  ["a", "address"],
  ["p", "port"],
  ["h", "help"],
]);
