import type { Refused } from "./document.ts";

const server = "require-consistent-http-server";

/** Faults of the HTTP server and of single values that `checkconfig` sees. */
export const serverFaults: readonly Refused[] = [
  {
    fault: "HTTP/2 in clear text without an internal port",
    by: server,
    config: { http_server: { h2c_external: true } },
  },
  {
    fault: "HTTP/2 in clear text with one port for all",
    by: server,
    config: { http_server: { h2c_external: true, port: 8000, internal_port: "8000" } },
  },
  {
    fault: "HTTP/2 in clear text together with TLS",
    by: server,
    config: {
      http_server: {
        h2c_external: true,
        internal_port: "9000",
        tls: { enabled: true, cert_pem: "cert.pem", key_pem: "key.pem" },
      },
    },
  },
  { fault: "an unknown broker", by: "schema", config: { broker: { type: "kafka" } } },
  { fault: "an unknown map broker", by: "schema", config: { map_broker: { type: "nats" } } },
  ...["token", "subscription_token"].map((token) => ({
    fault: `a claim of a ${token} that is no name`,
    by: "schema",
    config: { client: { [token]: { user_id_claim: "user-id" } } },
  })),
];
