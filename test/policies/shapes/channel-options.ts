import { centrifugo, type MendedShape, type TestService } from "../resources.ts";
import { config, key } from "./files.ts";

/** A Centrifugo with these settings in its file, and these variables beside its secrets. */
export function configured(settings: object, env: Readonly<Record<string, unknown>> = {}): TestService {
  return centrifugo({ files: [config(settings)], env: { ...key, ...env } });
}

/** One namespace with these options. */
export function namespace(options: object, more: object = {}): object {
  return { channel: { namespaces: [{ name: "org", ...options }], ...more } };
}

const history = { history_size: 10, history_ttl: "60s" };
const map = { mode: "recoverable", key_ttl: "60s" };
const clients = { name: "clients", subscription_type: "map_clients", map };
const personal = {
  subscribe_to_user_personal_channel: { enabled: true, personal_channel_namespace: "user" },
};
const sharedPoll = namespace(
  { subscription_type: "shared_poll", shared_poll: { mode: "versioned", publish_enabled: true } },
  { proxy: { shared_poll_refresh: { endpoint: "http://backend:3000" } } },
);
const sharedPollKey = { CENTRIFUGO_SHARED_POLL_HMAC_SECRET_KEY: "fixture-shared-poll-key-5a4b3c2d1e0f" };

/** Options of channels that do not fit together, and mended. */
export const channelShapes: readonly MendedShape[] = [
  [
    "require-complete-history",
    "a size without a time to live",
    [configured(namespace({ history_size: 10 }))],
    [configured(namespace(history))],
  ],
  [
    "require-complete-history",
    "a variable that takes away half of the file's history",
    [configured(namespace(history), { CENTRIFUGO_CHANNEL_NAMESPACES_ORG_HISTORY_SIZE: "0" })],
    [configured(namespace(history), { CENTRIFUGO_CHANNEL_NAMESPACES_ORG_HISTORY_SIZE: "" })],
  ],
  [
    "require-history-for-recovery",
    "recovery that clients may ask for",
    [configured(namespace({ allow_recovery: true }))],
    [configured(namespace({ allow_recovery: true, ...history }))],
  ],
  [
    "require-history-for-recovery",
    "positioning of a map, which needs no history",
    [configured(namespace({ force_positioning: true }))],
    [configured(namespace({ force_positioning: true, subscription_type: "map", map }))],
  ],
  [
    "require-valid-entry-names",
    "one name twice",
    [configured({ channel: { namespaces: [{ name: "org" }, { name: "org" }] } })],
    [configured({ channel: { namespaces: [{ name: "org" }, { name: "ORG" }] } })],
  ],
  [
    "require-consistent-map-options",
    "a map without a mode",
    [configured(namespace({ subscription_type: "map" }))],
    [configured(namespace({ subscription_type: "map", map }))],
  ],
  [
    "require-map-presence-namespace",
    "presence that leads to no namespace",
    [configured(namespace({ map_clients_presence_channel_prefix: "clients:" }))],
    [
      configured({
        channel: { namespaces: [{ name: "org", map_clients_presence_channel_prefix: "clients:" }, clients] },
      }),
    ],
  ],
  [
    "require-consistent-shared-poll",
    "a shared poll without its key",
    [configured(sharedPoll)],
    [configured(sharedPoll, sharedPollKey)],
  ],
  [
    "require-consistent-shared-poll",
    "a shared poll whose key is in a mounted .env",
    [configured(sharedPoll)],
    [
      centrifugo({
        files: [
          config(sharedPoll),
          {
            path: "/centrifugo/.env",
            text: Object.entries(sharedPollKey)
              .map((line) => line.join("="))
              .join("\n"),
            secret: true,
          },
        ],
      }),
    ],
  ],
  [
    "require-personal-channel-namespace",
    "personal channels in no namespace",
    [configured({ client: personal })],
    [configured({ client: personal, channel: { namespaces: [{ name: "user" }] } })],
  ],
];
