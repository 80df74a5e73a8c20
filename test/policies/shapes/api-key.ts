import { type BadShape, centrifugo } from "../resources.ts";
import { config, envFile } from "./files.ts";

/** Shapes that people write, with the rule that has to fire. */
export const apiKeyShapes: readonly BadShape[] = [
  ["require-api-key", "none", [centrifugo({ env: {} })]],

  ["require-api-key", "empty", [centrifugo({ env: { CENTRIFUGO_HTTP_API_KEY: "" } })]],

  [
    "require-api-key",
    "empty in the file",
    [centrifugo({ env: {}, files: [config({ http_api: { key: "" } })] })],
  ],

  ["require-api-key", "only v5's name", [centrifugo({ env: { CENTRIFUGO_API_KEY: "fixture-api-key" } })]],

  [
    "reject-scheme-in-api-key",
    "apikey",
    [centrifugo({ env: { CENTRIFUGO_HTTP_API_KEY: "apikey fixture-api-key" } })],
  ],

  [
    "reject-scheme-in-api-key",
    "Bearer in a .env",
    [centrifugo({ env: {}, files: [envFile('CENTRIFUGO_HTTP_API_KEY="Bearer fixture-api-key"')] })],
  ],

  [
    "reject-scheme-in-api-key",
    "the Swarm secret for backends",
    [
      {
        name: "app",
        image: "app:1.0.0",
        files: [{ path: "/run/secrets/key", text: "apikey fixture-api-key", secret: true, roles: "api-key" }],
      },
    ],
  ],

  [
    "reject-api-key-as-bearer",
    "a command",
    [
      {
        name: "job",
        image: "job:1.0.0",
        spec: {
          args: ["curl", "-H", "Authorization: Bearer fixture-api-key", "http://centrifugo:9000/api/publish"],
        },
      },
    ],
  ],

  [
    "reject-api-key-as-bearer",
    "a health check",
    [
      centrifugo({
        spec: {
          healthcheck: {
            tests: ["CMD-SHELL", "wget --header 'Authorization: Bearer x' http://127.0.0.1:9000/api/info"],
          },
        },
      }),
    ],
  ],

  [
    "reject-api-key-as-bearer",
    "a variable",
    [{ name: "app", image: "app:1.0.0", env: { CENTRIFUGO_API_KEY: "Bearer fixture-api-key" } }],
  ],

  [
    "reject-api-key-as-bearer",
    "a header in a variable",
    [
      {
        name: "app",
        image: "app:1.0.0",
        env: { CENTRIFUGO_HEADER: "Authorization: Bearer fixture-api-key" },
      },
    ],
  ],
];
