import { consumer } from "./consumers.ts";
import { backend, namespace, type RefusedAtStart } from "./document.ts";

const server = "require-consistent-http-server";
const certificate = "require-certificate-for-tls";
const claims = { audience: "a", audience_regex: "b", issuer: "c", issuer_regex: "d" };

/** Faults that `checkconfig` lets pass and at which the server stops. `PORT` stands for the port of HTTP. */
export const startFaults: readonly RefusedAtStart[] = [
  {
    fault: "WebTransport without HTTP/3",
    says: "can not enable webtransport",
    by: server,
    config: { webtransport: { enabled: true } },
  },
  {
    fault: "HTTP/3 without TLS",
    says: "HTTP/3 requires TLS",
    by: server,
    config: { http_server: { http3: { enabled: true } } },
  },
  {
    fault: "HTTP/3 with automatic certificates",
    says: "can not use HTTP/3 with autocert",
    by: server,
    config: { http_server: { http3: { enabled: true }, tls_autocert: { enabled: true } } },
  },
  {
    fault: "TLS without a certificate",
    says: "open : no such file",
    by: certificate,
    config: { http_server: { tls: { enabled: true } } },
  },
  {
    fault: "internal TLS without a certificate",
    says: "open : no such file",
    by: certificate,
    config: { http_server: { internal_port: "INTERNAL_PORT", internal_tls: { enabled: true } } },
  },
  ...["grpc_api", "uni_grpc"].map((name) => ({
    fault: `${name} on the port of HTTP`,
    says: "address already in use",
    by: "use-distinct-ports",
    config: { [name]: { enabled: true, address: "127.0.0.1", port: "PORT" } },
  })),
  {
    fault: "both gRPC servers on one port",
    says: "cannot listen to address",
    by: "use-distinct-ports",
    config: {
      grpc_api: { enabled: true, address: "127.0.0.1", port: "INTERNAL_PORT" },
      uni_grpc: { enabled: true, address: "127.0.0.1", port: "INTERNAL_PORT" },
    },
  },
  ...[
    ["any value", "^https://login/(?P<realm>.+)$", "only an explicit list"],
    ["a class", "^https://[a-z]+/(?P<realm>staff|customers)$", "contains character class syntax"],
    ["a shorthand", "^(?P<realm>staff\\d)$", "contains character class shorthand"],
  ].map(([what, expression, says = ""]) => ({
    fault: `a template of a key set's address with ${what} in its expression`,
    says,
    by: "require-listed-jwks-values",
    config: {
      client: { token: { jwks_public_endpoint: "https://login/{{realm}}/keys", issuer_regex: expression } },
    },
  })),
  {
    fault: "an audience and an issuer checked in two ways",
    says: "can not use both",
    by: "require-one-claim-check",
    config: { client: { token: claims } },
  },
  {
    fault: "a subscription token's audience checked in two ways",
    says: "can not use both",
    by: "require-one-claim-check",
    config: { client: { subscription_token: { enabled: true, ...claims } } },
  },
  {
    fault: "a subscribe stream over HTTP",
    says: "only GRPC endpoints",
    by: "require-complete-proxy",
    config: {
      ...namespace({ subscribe_stream_proxy_enabled: true, subscribe_stream_proxy_name: "backend" }),
      proxies: [backend],
    },
  },
  {
    fault: "a subscribe stream of the default proxy over HTTP",
    says: "only GRPC endpoints",
    by: "require-complete-proxy",
    config: {
      channel: {
        without_namespace: { subscribe_stream_proxy_enabled: true },
        proxy: { subscribe_stream: { endpoint: backend.endpoint } },
      },
    },
  },
  {
    fault: "a Google consumer with an account that has no file",
    says: "credentials_file must be provided",
    by: "require-complete-consumer",
    config: consumer("google_pub_sub", {
      project_id: "app",
      subscriptions: ["events"],
      auth_mechanism: "service_account",
    }),
  },
  {
    fault: "a ping interval that is no longer than the pong timeout",
    says: "must be greater than pong_timeout",
    by: "require-ping-longer-than-pong",
    config: { client: { ping_interval: "5s", pong_timeout: "5s" } },
  },
  {
    fault: "two handlers with one path",
    says: "conflicts with pattern",
    by: "use-distinct-handler-prefixes",
    config: { sse: { enabled: true, handler_prefix: "/connection/websocket" } },
  },
];
