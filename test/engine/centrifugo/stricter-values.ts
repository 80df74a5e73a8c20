import { options, origin, right, type Stricter } from "./stricter-example.ts";

/** Values that Centrifugo takes for something else than was meant. */
export const stricterValues: readonly Stricter[] = [
  options(
    "wrong-type",
    { "client.channel_limit": 1.5 },
    "runs",
    "Centrifugo cuts the fraction off, makes 1 of `true` and true of `2`, and takes `null` for not set.",
  ),
  options(
    "missing-unit",
    { "client.stale_close_delay": 10 },
    "runs",
    "To Centrifugo a number is nanoseconds.",
  ),
  options(
    "invalid-duration",
    { "client.expired_close_delay": "-5s" },
    "runs",
    "No option means anything by a negative time.",
  ),
  options(
    "out-of-range",
    { "client.user_connection_limit": -1 },
    "runs",
    "Nothing can be counted below zero, or beyond what the number can hold.",
  ),
  options(
    "zero-is-default",
    { "client.channel_limit": 0 },
    "runs",
    "In its file Centrifugo takes a zero for not set: here the limit is 128.",
  ),
  options(
    "unknown-value",
    { "http_api.error_mode": "http" },
    "stops",
    "Most words are looked at at the start only; for a `log.level` that it does not know Centrifugo takes `info`, with a warning.",
  ),
  options(
    "unknown-key",
    { "Log.level": "debug" },
    "runs",
    "Centrifugo's file knows no case and takes keys with dots; its variables do not, and neither do we.",
  ),
  options(
    "invalid-value",
    { "prometheus.handler_prefix": "/{id" },
    "stops",
    "The text can never work, and not all of it is looked at before the start.",
  ),
  options(
    "invalid-regular-expression",
    { "client.token.audience_regex": "(" },
    "stops",
    "Tokens are looked at at the start only.",
  ),
  options(
    "invalid-pem",
    { "client.token.rsa_public_key": "key" },
    "stops",
    "Keys are looked at at the start only, and certificates of clients when they connect.",
  ),
  options(
    "invalid-endpoint",
    { "client.proxy.connect": { enabled: true, endpoint: "backend:3000" } },
    "runs",
    "Every call of the proxy would fail.",
  ),
  origin(
    "invalid-origin",
    "https://App.example.com",
    "runs",
    "Centrifugo compares with the origin in lower case, so that this one never matches: every browser gets a 403.",
  ),
  origin("any-origin", "*", "warns", "Every web site may open connections in the name of its visitors."),
  {
    code: "missing-proxy",
    example: "namespaces: { org: { access: proxy } }, channel.proxy.subscribe.endpoint: …",
    reason: "Which backend decides about a namespace stands beside it, not somewhere else.",
    server: "runs",
    stack: {
      ...right,
      namespaces: { org: { access: "proxy" } },
      centrifugo: { channel: { proxy: { subscribe: { endpoint: "http://backend:3000" } } } },
    },
  },
  options(
    "conflicting-setting",
    { "http_server.address": "127.0.0.1" },
    "runs",
    "Another setting says the opposite, or nothing in this deployment works with it.",
  ),
  {
    ...options("plain-secret", { "admin.password": "9b1c4f60d27e8a35c1f09e7d62b8a4f3" }, "runs", ""),
    reason: "The secret would be in the stack file for everybody to read, and in Git.",
    stack: {
      ...right,
      centrifugo: { admin: { password: "9b1c4f60d27e8a35c1f09e7d62b8a4f3" } },
      inClear: true,
    },
  },
  options(
    "secret-characters",
    { "grpc_api.key": `it's-${"a1b2c3d4".repeat(8)}` },
    "runs",
    "The secret stands between quotes in the `.env`.",
  ),
];
