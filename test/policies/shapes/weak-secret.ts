import { centrifugo, type GoodShape, type MendedShape, type TestService } from "../resources.ts";
import { apiKey, config, envFile, key, redisPassword, tokenSecret } from "./files.ts";

const rule = "reject-weak-secret";
const mended: readonly TestService[] = [centrifugo()];

export const weakSecretShapes: readonly MendedShape[] = [
  [
    rule,
    "a short token secret",
    [centrifugo({ env: { ...key, CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "fixture-short" } })],
    mended,
  ],
  [
    rule,
    "the sample of Centrifugo's documentation",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_HTTP_API_KEY: "aaaf202f-b5f8-4b34-bf88-f6c03a1ecda6" },
      }),
    ],
    mended,
  ],
  [
    rule,
    "a word that asks to be changed, in the file",
    [
      centrifugo({
        env: { CENTRIFUGO_HTTP_API_KEY: apiKey },
        files: [config({ client: { token: { hmac_secret_key: "fixture-please-change-me-0123456789" } } })],
      }),
    ],
    mended,
  ],
  [
    rule,
    "few different characters",
    [centrifugo({ env: { ...key, CENTRIFUGO_HTTP_API_KEY: "01".repeat(20) } })],
    mended,
  ],
  [
    rule,
    "a short admin password",
    [centrifugo({ files: [envFile("CENTRIFUGO_ADMIN_PASSWORD=fixture-short")] })],
    [centrifugo({ files: [envFile("CENTRIFUGO_ADMIN_PASSWORD=fixture-password-1")] })],
  ],
  [
    rule,
    "an admin secret that would do as a password",
    [centrifugo({ files: [envFile("CENTRIFUGO_ADMIN_SECRET=fixture-password-1")] })],
    [centrifugo({ files: [envFile(`CENTRIFUGO_ADMIN_SECRET=${tokenSecret}-admin`)] })],
  ],
  [
    rule,
    "a short password of Redis",
    [{ name: "redis", image: "redis:7.4.11", spec: { args: ["--requirepass", "fixture-short"] } }],
    [{ name: "redis", image: "redis:7.4.11", spec: { args: ["--requirepass", redisPassword] } }],
  ],
  [
    rule,
    "a backend's Swarm secret",
    [
      {
        name: "app",
        image: "app:1.0.0",
        files: [{ path: "/run/secrets/t", text: "fixture-short\n", secret: true, roles: "token" }],
      },
    ],
    [
      {
        name: "app",
        image: "app:1.0.0",
        files: [{ path: "/run/secrets/t", text: `${tokenSecret}\n`, secret: true, roles: "token" }],
      },
    ],
  ],
];

export const goodSecretShapes: readonly GoodShape[] = [
  [
    "the old key of a rotation, which may be weak",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_CLIENT_TOKEN_HMAC_PREVIOUS_SECRET_KEY: "fixture-short" },
      }),
    ],
  ],
];
