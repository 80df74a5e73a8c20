import { centrifugo, type GoodShape, type MendedShape, type TestService } from "../resources.ts";
import { apiKey, config, envFile, key, tokenSecret } from "./files.ts";

const onlyKey = { CENTRIFUGO_HTTP_API_KEY: apiKey };

/** Without a key for tokens. */
function keyless(settings: object, env: object = {}): TestService {
  return centrifugo({ env: { ...onlyKey, ...env }, files: [config(settings)] });
}

const subscriptionToken = { client: { subscription_token: { enabled: true } } };
const jwks = "https://id.example/.well-known/jwks.json";

/** How clients get in, and what tells who they are. */
export const clientShapes: readonly MendedShape[] = [
  ["require-token-verifier", "no key at all", [keyless({})], [centrifugo()]],
  [
    "require-token-verifier",
    "an empty key",
    [keyless({}, { CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "" })],
    [
      centrifugo({
        env: onlyKey,
        files: [envFile(`CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY=${tokenSecret}`)],
      }),
    ],
  ],
  [
    "require-token-verifier",
    "a key for subscriptions only",
    [keyless({}, { CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET_KEY: tokenSecret })],
    [keyless({ client: { token: { rsa_public_key: "-----BEGIN PUBLIC KEY-----" } } })],
  ],
  [
    "require-token-verifier",
    "v6's name on v5",
    [
      centrifugo({
        image: "centrifugo/centrifugo:v5.4.9",
        env: { CENTRIFUGO_API_KEY: apiKey, CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: tokenSecret },
      }),
    ],
    [
      centrifugo({
        image: "centrifugo/centrifugo:v5.4.9",
        env: { CENTRIFUGO_API_KEY: apiKey, CENTRIFUGO_TOKEN_HMAC_SECRET_KEY: tokenSecret },
      }),
    ],
  ],
  [
    "require-subscription-token-key",
    "switched on in the file",
    [centrifugo({ files: [config(subscriptionToken)] })],
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET_KEY: `${tokenSecret}-2` },
        files: [config(subscriptionToken)],
      }),
    ],
  ],
  [
    "require-subscription-token-key",
    "switched on in a mounted secret",
    [centrifugo({ files: [envFile("CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_ENABLED=true")] })],
    [centrifugo({ files: [envFile("CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_ENABLED=false")] })],
  ],
  [
    "reject-ignored-hmac-with-jwks",
    "both",
    [centrifugo({ files: [config({ client: { token: { jwks_public_endpoint: jwks } } })] })],
    [keyless({ client: { token: { jwks_public_endpoint: jwks } } })],
  ],
  [
    "reject-ignored-hmac-with-jwks",
    "a public key beside it",
    [keyless({ client: { token: { jwks_public_endpoint: jwks, ecdsa_public_key: "-----BEGIN" } } })],
    [keyless({ client: { token: { ecdsa_public_key: "-----BEGIN" } } })],
  ],
  ...[
    "client.insecure",
    "client.insecure_skip_token_signature_verify",
    "http_api.insecure",
    "admin.insecure",
  ].map((option): MendedShape => {
    const name = `CENTRIFUGO_${option.replaceAll(".", "_").toUpperCase()}`;
    return [
      "reject-insecure-mode",
      `${option} in a variable`,
      [centrifugo({ env: { ...key, [name]: "true" } })],
      [centrifugo({ env: { ...key, [name]: "false" } })],
    ];
  }),
  [
    "reject-insecure-mode",
    "in the file, a flag and a mounted secret",
    [
      centrifugo({
        files: [config({ client: { insecure: true } }), envFile("CENTRIFUGO_HTTP_API_INSECURE=1")],
        spec: { args: ["centrifugo", "--admin.insecure"] },
      }),
    ],
    [centrifugo({ files: [config({ client: { insecure: false } })] })],
  ],
];

export const goodClientShapes: readonly GoodShape[] = [
  [
    "a connect proxy instead of tokens",
    [keyless({ client: { proxy: { connect: { enabled: true, endpoint: "http://app:3000/connect" } } } })],
  ],
  [
    "v5's connect proxy",
    [
      centrifugo({
        image: "centrifugo/centrifugo:v5.4.9",
        env: {
          CENTRIFUGO_API_KEY: apiKey,
          CENTRIFUGO_PROXY_CONNECT_ENDPOINT: "http://app:3000/connect",
        },
      }),
    ],
  ],
  ["a public feed", [keyless({ client: { allow_anonymous_connect_without_token: true } })]],
  ["a user from a header", [keyless({ client: { user_id_http_header: "X-User-Id" } })]],
];
