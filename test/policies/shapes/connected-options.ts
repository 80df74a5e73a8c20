import type { MendedShape } from "../resources.ts";
import { configured, namespace } from "./channel-options.ts";

const backend = { name: "backend", endpoint: "http://backend:3000/centrifugo" };
const proxied = namespace({ subscribe_proxy_enabled: true, subscribe_proxy_name: "backend" });
const transform = { status_code: 403, to_disconnect: { code: 4403, reason: "forbidden" } };
const outbox = {
  name: "outbox",
  enabled: true,
  type: "postgresql",
  postgresql: { outbox_table_name: "outbox" },
};
const sentinel = { sentinel_address: ["sentinel:26379"] };
const certificate = { cert_pem: "/run/secrets/cert.pem", key_pem: "/run/secrets/key.pem" };

const keySet = (expression: string) =>
  configured(
    { client: { token: { jwks_public_endpoint: "https://login/{{realm}}/keys", issuer_regex: expression } } },
    { CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "" },
  );

/** Options of proxies, consumers, brokers and servers that do not fit together, and mended. */
export const connectedShapes: readonly MendedShape[] = [
  [
    "require-known-proxy",
    "a proxy that nothing defines",
    [configured(proxied)],
    [configured({ ...proxied, proxies: [backend] })],
  ],
  [
    "require-complete-proxy",
    "the default proxy without an endpoint",
    [configured(namespace({ publish_proxy_enabled: true }))],
    [
      configured(namespace({ publish_proxy_enabled: true }), {
        CENTRIFUGO_CHANNEL_PROXY_PUBLISH_ENDPOINT: "http://backend:3000",
      }),
    ],
  ],
  [
    "require-complete-proxy",
    "an RPC proxy without an endpoint, with which Centrifugo starts",
    [configured({ rpc: { without_namespace: { proxy_enabled: true } } })],
    [
      configured({
        rpc: { without_namespace: { proxy_enabled: true }, proxy: { endpoint: "grpc://backend:3001" } },
      }),
    ],
  ],
  [
    "require-complete-transform",
    "a transform to nothing",
    [configured({ proxies: [{ ...backend, http: { status_to_code_transforms: [{ status_code: 403 }] } }] })],
    [configured({ proxies: [{ ...backend, http: { status_to_code_transforms: [transform] } }] })],
  ],
  [
    "require-complete-consumer",
    "a consumer without a database",
    [configured({ consumers: [outbox] })],
    [
      configured(
        { consumers: [outbox] },
        { CENTRIFUGO_CONSUMERS_OUTBOX_POSTGRESQL_DSN: "postgres://app:fixture-dsn-password@postgres/app" },
      ),
    ],
  ],
  [
    "require-complete-broker",
    "Sentinels without a master",
    [configured({ engine: { type: "redis", redis: sentinel } })],
    [configured({ engine: { type: "redis", redis: { ...sentinel, sentinel_master_name: "main" } } })],
  ],
  [
    "require-consistent-http-server",
    "HTTP/2 in clear text on one port for all",
    [configured({ http_server: { h2c_external: true } })],
    [configured({ http_server: { h2c_external: true, internal_port: "9000" } })],
  ],
  [
    "require-certificate-for-tls",
    "TLS without a key",
    [configured({ http_server: { tls: { enabled: true, cert_pem: certificate.cert_pem } } })],
    [configured({ http_server: { tls: { enabled: true, ...certificate } } })],
  ],
  [
    "use-distinct-ports",
    "the gRPC API on the port of HTTP",
    [configured({ grpc_api: { enabled: true, port: 8000 } })],
    [configured({ grpc_api: { enabled: true } })],
  ],
  [
    "require-one-claim-check",
    "an audience that is checked in two ways",
    [configured({ client: { token: { audience: "a", audience_regex: "^a" } } })],
    [configured({ client: { token: { audience: "a" } } })],
  ],
  [
    "require-listed-jwks-values",
    "a key set's address that whoever writes a token can choose",
    [keySet("^https://login/(?P<realm>.+)$")],
    [keySet("^https://login\\.example/(?P<realm>staff|customers)$")],
  ],
];
