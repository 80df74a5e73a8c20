import { type BadShape, centrifugo } from "../resources.ts";
import { config, envFile, key } from "./files.ts";

/** Shapes that people write, with the rule that has to fire. */
export const unknownVariableShapes: readonly BadShape[] = [
  [
    "reject-unknown-variable",
    "the guide's invention",
    [centrifugo({ env: { ...key, CENTRIFUGO_CLIENT_USER_ADDRESS_FALLBACK: "true" } })],
  ],

  [
    "reject-unknown-variable",
    "a typo that is filtered as Kubernetes' own",
    [centrifugo({ env: { ...key, CENTRIFUGO_HTTP_SERVER_PORTS: "8000" } })],
  ],

  [
    "reject-unknown-variable",
    "a _FILE variable",
    [centrifugo({ env: { ...key, CENTRIFUGO_HTTP_API_KEY_FILE: "/run/secrets/key" } })],
  ],

  ["reject-unknown-variable", "in the .env", [centrifugo({ files: [envFile("CENTRIFUGO_INVENTED=1")] })]],

  [
    "reject-unknown-variable",
    "a nested key of the file",
    [centrifugo({ files: [config({ client: { adress: "x" } })] })],
  ],

  [
    "reject-unknown-variable",
    "on v5",
    [
      centrifugo({
        image: "centrifugo/centrifugo:v5.4.9",
        env: { CENTRIFUGO_API_KEY: "k", CENTRIFUGO_INVENTED: "1" },
      }),
    ],
  ],

  [
    "reject-unknown-variable",
    "an option that namespaces lack",
    [
      centrifugo({
        env: {
          ...key,
          CENTRIFUGO_CHANNEL_NAMESPACES: "org",
          CENTRIFUGO_CHANNEL_NAMESPACES_ORG_PUBLISH: "true",
        },
      }),
    ],
  ],
];
