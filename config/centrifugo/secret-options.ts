/** Keys, in any group of options, whose values are secrets. */
const secretKeys: ReadonlySet<string> = new Set([
  "client_secret",
  "connection_string",
  "credentials_value",
  "dsn",
  "hmac_previous_secret_key",
  "hmac_secret_key",
  "key_pem",
  "notify_dsn",
  "partition_notification_dsn",
  "password",
  "replica_dsn",
  "sasl_password",
  "sentinel_password",
]);

/** Secrets whose key alone means other things elsewhere. */
const secretPaths: ReadonlySet<string> = new Set([
  "admin.secret",
  "consumers.nats_jetstream.token",
  "grpc_api.key",
  "http_api.key",
]);

/** True for an option of Centrifugo, by its keys, that holds a secret. */
export function isSecretOption(names: readonly string[]): boolean {
  return secretKeys.has(names.at(-1) ?? "") || secretPaths.has(names.join("."));
}

/** True for a URL with a password in it, such as `redis://:password@host`. */
export function holdsPassword(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsPassword);
  return typeof value === "string" && /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]*:[^/?#@\s]+@/i.test(value);
}

/** True for a header that carries a credential. */
export function isCredentialHeader(name: string): boolean {
  return /^(?:authorization|proxy-authorization|cookie|x-api-key|.*(?:token|secret|password).*)$/i.test(name);
}
