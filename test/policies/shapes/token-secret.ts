import { type BadShape, centrifugo } from "../resources.ts";
import { config, envFile, key } from "./files.ts";

/** Shapes that people write, with the rule that has to fire. */
export const tokenSecretShapes: readonly BadShape[] = [
  [
    "use-one-token-secret",
    "v5's and v6's variable",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_TOKEN_HMAC_SECRET_KEY: "a", CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "b" },
      }),
    ],
  ],

  [
    "use-one-token-secret",
    "a variable over the .env",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "a" },
        files: [envFile("CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY=b")],
      }),
    ],
  ],

  [
    "use-one-token-secret",
    "a variable over the file",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "a" },
        files: [config({ client: { token: { hmac_secret_key: "b" } } })],
      }),
    ],
  ],

  [
    "use-one-token-secret",
    "both keys in the file",
    [
      centrifugo({
        files: [config({ token_hmac_secret_key: "a", client: { token: { hmac_secret_key: "b" } } })],
      }),
    ],
  ],

  [
    "use-one-token-secret",
    "a backend that signs with another",
    [
      centrifugo({ env: { ...key, CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "a" } }),
      { name: "app", image: "app:1.0.0", env: { CENTRIFUGO_TOKEN_SECRET: "b" } },
    ],
  ],
];
