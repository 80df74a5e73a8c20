import { notKnown } from "../../../model/pulumi-value.ts";
import type { TestService } from "../resources.ts";
import { configured, namespace } from "./channel-options.ts";

const sharedPoll = { subscription_type: "shared_poll" };
/** Settings of which one is not known, and the rule that needs it. */
export const unknownOptions: readonly (readonly [rule: string, service: TestService])[] = [
  [
    "require-complete-history",
    configured(namespace({ history_size: 10 }), { CENTRIFUGO_CHANNEL_NAMESPACES_ORG_HISTORY_TTL: notKnown }),
  ],
  [
    "require-history-for-recovery",
    configured(namespace({}), { CENTRIFUGO_CHANNEL_NAMESPACES_ORG_FORCE_RECOVERY: notKnown }),
  ],
  [
    "require-known-proxy",
    configured(namespace({ publish_proxy_name: "x1" }), { CENTRIFUGO_PROXIES: notKnown }),
  ],
  [
    "require-complete-proxy",
    configured(namespace({ publish_proxy_enabled: true }), {
      CENTRIFUGO_CHANNEL_PROXY_PUBLISH_ENDPOINT: notKnown,
    }),
  ],
  [
    "require-complete-transform",
    configured({}, { CENTRIFUGO_UNI_SSE_CONNECT_CODE_TO_HTTP_RESPONSE_TRANSFORMS: notKnown }),
  ],
  ["require-valid-entry-names", configured({}, { CENTRIFUGO_CHANNEL_NAMESPACES: notKnown })],
  [
    "require-consistent-map-options",
    configured(namespace({ subscription_type: "map" }), {
      CENTRIFUGO_CHANNEL_NAMESPACES_ORG_MAP_MODE: notKnown,
    }),
  ],
  [
    "require-map-presence-namespace",
    configured(namespace({ map_clients_presence_channel_prefix: "a:" }), {
      CENTRIFUGO_CHANNEL_NAMESPACES: notKnown,
    }),
  ],
  [
    "require-consistent-shared-poll",
    configured(namespace(sharedPoll), { CENTRIFUGO_SHARED_POLL_HMAC_SECRET_KEY: notKnown }),
  ],
  ["require-complete-consumer", configured({}, { CENTRIFUGO_CONSUMERS: notKnown })],
  [
    "require-personal-channel-namespace",
    configured({}, { CENTRIFUGO_CLIENT_SUBSCRIBE_TO_USER_PERSONAL_CHANNEL_SINGLE_CONNECTION: notKnown }),
  ],
  ["require-consistent-http-server", configured({}, { CENTRIFUGO_HTTP_SERVER_H2C_EXTERNAL: notKnown })],
  [
    "require-certificate-for-tls",
    configured(
      { http_server: { tls: { enabled: true } } },
      {
        CENTRIFUGO_HTTP_SERVER_TLS_CERT_PEM: notKnown,
        CENTRIFUGO_HTTP_SERVER_TLS_KEY_PEM: notKnown,
      },
    ),
  ],
  [
    "use-distinct-ports",
    configured({ grpc_api: { enabled: true, port: 8000 } }, { CENTRIFUGO_HTTP_SERVER_PORT: notKnown }),
  ],
  ["require-complete-broker", configured({}, { CENTRIFUGO_MAP_BROKER_TYPE: notKnown })],
  [
    "require-one-claim-check",
    configured(
      { client: { token: { audience: "a" } } },
      { CENTRIFUGO_CLIENT_TOKEN_AUDIENCE_REGEX: notKnown },
    ),
  ],
  [
    "require-listed-jwks-values",
    configured(
      { client: { token: { jwks_public_endpoint: "https://login/{{realm}}/keys" } } },
      { CENTRIFUGO_CLIENT_TOKEN_ISSUER_REGEX: notKnown },
    ),
  ],
];
