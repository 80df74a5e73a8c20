import { type BadShape, centrifugo } from "../resources.ts";
import { apiKey, envFile } from "./files.ts";

/** Shapes that people write, with the rule that has to fire. */
export const secretRoleShapes: readonly BadShape[] = [
  [
    "use-secret-in-one-role",
    "token and API key",
    [
      centrifugo({
        env: {
          CENTRIFUGO_HTTP_API_KEY: "fixture-shared-secret",
          CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "fixture-shared-secret",
        },
      }),
    ],
  ],

  [
    "use-secret-in-one-role",
    "API key and Redis' password",
    [
      centrifugo({ env: { CENTRIFUGO_HTTP_API_KEY: "fixture-shared-secret" } }),
      {
        name: "redis",
        image: "redis:7.4.11",
        spec: { args: ["redis-server", "--requirepass", "fixture-shared-secret"] },
      },
    ],
  ],

  [
    "use-secret-in-one-role",
    "a Swarm secret with a role",
    [
      centrifugo({ env: { CENTRIFUGO_HTTP_API_KEY: "fixture-shared-secret" } }),
      {
        name: "app",
        image: "app:1.0.0",
        files: [
          { path: "/run/secrets/token", text: "fixture-shared-secret\n", secret: true, roles: "token" },
        ],
      },
    ],
  ],

  [
    "use-secret-in-one-role",
    "admin password in a .env",
    [centrifugo({ files: [envFile(`CENTRIFUGO_ADMIN_PASSWORD=${apiKey}`)] })],
  ],
];
