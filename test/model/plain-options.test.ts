import { expect, test } from "vitest";
import { isPlainOption } from "../../model/plain-options.ts";

test.each([
  "CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_ENABLED",
  "client.insecure_skip_token_signature_verify",
  "CENTRIFUGO_ALLOW_ANONYMOUS_CONNECT_WITHOUT_TOKEN",
  "shutdown.timeout",
  "engine.type",
  "CENTRIFUGO_HTTP_SERVER_INTERNAL_PORT",
  "uni_sse.handler_prefix",
])("%s cannot hold a secret", (name) => {
  expect(isPlainOption(name)).toBe(true);
});

test.each([
  "client.token.hmac_secret_key",
  "CENTRIFUGO_HTTP_API_KEY",
  "CENTRIFUGO_ADMIN_PASSWORD",
  "client.token.jwks_public_endpoint",
  "broker.postgres.dsn",
  "engine.redis.address",
  "CENTRIFUGO_INVENTED",
])("%s may hold a secret", (name) => {
  expect(isPlainOption(name)).toBe(false);
});
