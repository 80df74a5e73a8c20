import { type BadShape, centrifugo, type GoodShape } from "../resources.ts";
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

  ...[
    "curl -H 'Authorization: Bearer x' http://tasks.dev_centrifugo:9000/api/publish",
    "curl -H 'Authorization: Bearer x' https://user@centrifugo.example.com/api",
    "curl -H 'Authorization: Bearer x' http://realtime:9000/api/publish?x=1",
    'curl -H "Authorization: Bearer $CENTRIFUGO_API_KEY" "$URL"',
    "sleep 1 && curl \\\n -H 'Authorization: Bearer x' centrifugo/api/info",
    "curl --oauth2-bearer x http://centrifugo:9000/api/publish",
  ].map(
    (command): BadShape => [
      "reject-api-key-as-bearer",
      command,
      [{ name: "job", image: "job:1.0.0", spec: { args: ["sh", "-c", command] } }],
    ],
  ),

  [
    "reject-api-key-as-bearer",
    "an alias of Centrifugo",
    [
      centrifugo({ aliases: ["realtime"] }),
      {
        name: "job",
        image: "job:1.0.0",
        spec: { args: ["curl", "--oauth2-bearer", "x", "http://realtime"] },
      },
    ],
  ],

  [
    "reject-api-key-as-bearer",
    "a variable called token",
    [{ name: "app", image: "app:1.0.0", env: { CENTRIFUGO_API_TOKEN: "Bearer fixture-api-key" } }],
  ],
];

/** Settings with which nobody needs a key. */
export const openApiShapes: readonly GoodShape[] = [
  ...["1", "t", "T", "TRUE", "true", "True"].map(
    (word): GoodShape => [
      `an open HTTP API, switched on by ${word}`,
      [centrifugo({ env: { CENTRIFUGO_HTTP_API_INSECURE: word } })],
    ],
  ),

  [
    "an open HTTP API, switched on in a file that is a secret",
    [centrifugo({ env: {}, files: [envFile("CENTRIFUGO_HTTP_API_INSECURE=true")] })],
  ],
];
