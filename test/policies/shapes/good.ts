import { centrifugo, type GoodShape } from "../resources.ts";
import { apiKey, config, envFile, key, redisPassword, tokenSecret } from "./files.ts";

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
            `CENTRIFUGO_HTTP_API_KEY=${apiKey}`,
            `CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY=${tokenSecret}`,
            `CENTRIFUGO_ENGINE_REDIS_PASSWORD=${redisPassword}`,
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
          CENTRIFUGO_API_KEY: apiKey,
          CENTRIFUGO_TOKEN_HMAC_SECRET_KEY: tokenSecret,
          CENTRIFUGO_PORT: "8000",
          CENTRIFUGO_NAMESPACES: '[{"name":"org"}]',
        },
      }),
    ],
  ],

  [
    "the same secret in the same role",
    [
      centrifugo(),
      {
        name: "app",
        image: "app:1.0.0",
        env: { CENTRIFUGO_API_KEY: apiKey, CENTRIFUGO_TOKEN_SECRET: tokenSecret },
      },
    ],
  ],

  [
    "the same value under two names",
    [
      centrifugo({
        files: [envFile(`CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY=${tokenSecret}`)],
      }),
    ],
  ],

  [
    "no HTTP API",
    [
      centrifugo({
        env: {
          CENTRIFUGO_HTTP_API_DISABLED: "true",
          CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: tokenSecret,
        },
      }),
    ],
  ],

  [
    "an empty variable over the file's key",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_HTTP_API_KEY: "" },
        files: [config({ http_api: { key: apiKey } })],
      }),
    ],
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

  ...[
    "curl -H 'Authorization: Bearer x' https://shop.example.com/api/history/5",
    "curl -H 'Authorization: Bearer x' localhost/api/info",
    "curl -H 'Authorization: Bearer x' http://minio:9000/bucket",
    "curl -H 'Authorization: Bearer x' http://centrifugo-auth:8080/api/login",
    "curl -H 'Authorization: Bearer x' http://centrifugo:8000/connection/uni_sse",
    "curl -H 'Authorization: Bearer x' https://a.example; curl -H 'X-API-Key: x' http://centrifugo:9000/api",
  ].map(
    (test): GoodShape => [
      `a Bearer header that is no API key: ${test}`,
      [{ name: "web", image: "nginx:1.27.0", spec: { healthcheck: { tests: ["CMD-SHELL", test] } } }],
    ],
  ),

  [
    "a Bearer header that a flag gives Centrifugo for a backend",
    [centrifugo({ spec: { args: ["centrifugo", "--proxy.headers=Authorization:Bearer x"] } })],
  ],

  ["a client's token", [{ name: "app", image: "app:1.0.0", env: { CENTRIFUGO_JWT: "Bearer x" } }]],

  [
    "programs whose image only sounds like Centrifugo and Traefik",
    [
      {
        name: "dev_auth",
        image: "acme/centrifugo-auth:v6.0.0",
        env: { CENTRIFUGO_API_URL: "http://centrifugo:9000/api", CENTRIFUGO_API_KEY: apiKey },
      },
      { name: "dev_certs", image: "ldez/traefik-certs-dumper:v2.11.17" },
    ],
  ],

  [
    "asymmetric keys of a backend",
    [
      centrifugo(),
      {
        name: "app",
        image: "app:1.0.0",
        env: { CENTRIFUGO_JWT_PRIVATE_KEY: "p", CENTRIFUGO_TOKEN_RSA_PRIVATE_KEY: "q" },
      },
    ],
  ],
];
