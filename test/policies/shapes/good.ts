import { centrifugo, type GoodShape } from "../resources.ts";
import { config, envFile, key } from "./files.ts";

/** Sensible settings in which nothing may be found. */
export const goodShapes: readonly GoodShape[] = [
  [
    "secrets in a .env, the rest in a file",
    [
      centrifugo({
        labels: { "centrifugo-swarm.channels": "org:<organisation>:messages, org:<organisation>:tickets" },
        env: {},
        files: [
          envFile(
            "CENTRIFUGO_HTTP_API_KEY=a",
            "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY=b",
            "CENTRIFUGO_ENGINE_REDIS_PASSWORD=c",
          ),
          config({
            engine: { type: "redis" },
            channel: { namespaces: [{ name: "org" }] },
            client: { proxy: { connect: { http: { static_headers: { "X-Mine": "1" } } } } },
          }),
        ],
      }),
    ],
  ],

  ["names of one's own", [centrifugo({ env: { ...key, CENTRIFUGO_VAR_MINE: "1" } })]],

  [
    "namespaces by name",
    [
      centrifugo({
        labels: { "centrifugo-swarm.channels": "org:1" },
        env: {
          ...key,
          CENTRIFUGO_CHANNEL_NAMESPACES: "org chat-room",
          CENTRIFUGO_CHANNEL_NAMESPACES_CHAT_ROOM_PRESENCE: "true",
        },
      }),
    ],
  ],

  [
    "a namespace from the file, tuned by a variable",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_CHANNEL_NAMESPACES_ORG_PRESENCE: "true" },
        files: [config({ channel: { namespaces: [{ name: "org" }] } })],
      }),
    ],
  ],

  [
    "v5 with v5's names",
    [
      centrifugo({
        image: "centrifugo/centrifugo:v5.4.9",
        labels: { "centrifugo-swarm.channels": "org:1" },
        env: {
          CENTRIFUGO_API_KEY: "a",
          CENTRIFUGO_TOKEN_HMAC_SECRET_KEY: "b",
          CENTRIFUGO_PORT: "8000",
          CENTRIFUGO_NAMESPACES: '[{"name":"org"}]',
        },
      }),
    ],
  ],

  [
    "the same secret in the same role",
    [
      centrifugo({ env: { ...key, CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "t" } }),
      {
        name: "app",
        image: "app:1.0.0",
        env: { CENTRIFUGO_API_KEY: "fixture-api-key", CENTRIFUGO_TOKEN_SECRET: "t" },
      },
    ],
  ],

  [
    "the same value under two names",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "t" },
        files: [envFile("CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY=t")],
      }),
    ],
  ],

  ["no HTTP API", [centrifugo({ env: { CENTRIFUGO_HTTP_API_DISABLED: "true" } })]],

  [
    "an empty variable over the file's key",
    [centrifugo({ env: { CENTRIFUGO_HTTP_API_KEY: "" }, files: [config({ http_api: { key: "a" } })] })],
  ],

  ["a channel without namespace", [centrifugo({ labels: { "centrifugo-swarm.channels": "news" } })]],

  [
    "a Bearer header for somebody else",
    [
      {
        name: "app",
        image: "app:1.0.0",
        env: { PAYMENT_HEADER: "Authorization: Bearer x" },
        spec: { args: ["curl", "-H", "Authorization: Bearer x", "https://payment.example/charge"] },
      },
    ],
  ],

  [
    "a Bearer header from Centrifugo to a backend",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_CLIENT_PROXY_CONNECT_HTTP_STATIC_HEADERS: "Authorization:Bearer x" },
      }),
    ],
  ],
];
