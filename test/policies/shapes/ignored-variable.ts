import { type BadShape, centrifugo } from "../resources.ts";
import { config, key } from "./files.ts";

/** Shapes that people write, with the rule that has to fire. */
export const ignoredVariableShapes: readonly BadShape[] = [
  [
    "reject-ignored-variable",
    "v5's API key on v6",
    [centrifugo({ env: { ...key, CENTRIFUGO_API_KEY: "fixture-api-key" } })],
  ],

  ["reject-ignored-variable", "v5's port on v6", [centrifugo({ env: { ...key, CENTRIFUGO_PORT: "8000" } })]],

  [
    "reject-ignored-variable",
    "v6's name on v5",
    [
      centrifugo({
        image: "centrifugo/centrifugo:v5.4.9",
        env: { CENTRIFUGO_API_KEY: "k", CENTRIFUGO_ENGINE_TYPE: "redis" },
      }),
    ],
  ],

  [
    "reject-ignored-variable",
    "v5's flat key in the file",
    [centrifugo({ files: [config({ token_hmac_secret_key: "a" })] })],
  ],

  [
    "reject-ignored-variable",
    "a flat key whose variable kept its name",
    [centrifugo({ files: [config({ admin_password: "a" })] })],
  ],

  [
    "reject-ignored-variable",
    "an image built here",
    [
      centrifugo({
        image: "lab.invalid/centrifugo:v6.9.1-abc123",
        env: { ...key, CENTRIFUGO_ENGINE: "redis" },
      }),
    ],
  ],

  [
    "reject-ignored-variable",
    "a namespace that is not named",
    [
      centrifugo({
        env: {
          ...key,
          CENTRIFUGO_CHANNEL_NAMESPACES: "chat",
          CENTRIFUGO_CHANNEL_NAMESPACES_ORG_PRESENCE: "true",
        },
      }),
    ],
  ],
];
