import { expect, test } from "vitest";
import { notKnown } from "../../model/pulumi-value.ts";
import { centrifugo, findingsOf, notCheckableBy, type TestService, violatedBy } from "./resources.ts";
import { config, envFile, key, tokenSecret } from "./shapes/files.ts";
import { routed, traefik } from "./shapes/traefik.ts";

const origins = "CENTRIFUGO_CLIENT_ALLOWED_ORIGINS";
const started = (...words: readonly unknown[]): TestService => centrifugo({ spec: { args: words } });
const hidden = { configs: [{ configId: notKnown, fileName: "/centrifugo/config.json" }] };

/** A Centrifugo of which nothing is known but its image. */
const unreadable = centrifugo({ env: notKnown, spec: { ...hidden, args: notKnown } });

test.each<readonly [string, readonly TestService[]]>([
  ["reject-unknown-flag", [unreadable]],
  ["reject-unknown-flag", [started("/start.sh")]],
  [
    "reject-unknown-flag",
    [centrifugo({ image: "centrifugo/centrifugo:v4.1.0", spec: { args: ["centrifugo", "-x"] } })],
  ],
  ["reject-unknown-entry-option", [unreadable]],
  [
    "reject-unknown-entry-option",
    [
      centrifugo({
        image: "centrifugo/centrifugo-pro:v6.9.1",
        files: [config({ channel: { namespaces: [{ name: "org", subscribe_cel: "true" }] } })],
      }),
    ],
  ],
  ["require-config-file", [centrifugo({ spec: { args: ["centrifugo", "-c", notKnown] } })]],
  [
    "require-config-file",
    [
      centrifugo({
        image: "acme/realtime:1.4.0",
        spec: { ...hidden, args: ["centrifugo", "-c", "/etc/c.json"] },
      }),
    ],
  ],
  [
    "require-config-file",
    [
      centrifugo({
        spec: {
          args: ["centrifugo", "-c", "/etc/centrifugo/config.json"],
          mounts: [{ type: "volume", source: "settings", target: "/etc/centrifugo" }],
        },
      }),
    ],
  ],
  ["require-valid-value", [unreadable]],
  ["require-valid-value", [centrifugo({ env: { ...key, CENTRIFUGO_HEALTH_ENABLED: notKnown } })]],
  [
    "use-one-place-for-an-option",
    [
      centrifugo({
        env: { CENTRIFUGO_ADMIN_PASSWORD: notKnown },
        files: [config({ admin: { password: "a" } })],
      }),
    ],
  ],
  [
    "require-version-for-previous-key",
    [
      centrifugo({
        image: "centrifugo/centrifugo:v6",
        files: [envFile("CENTRIFUGO_CLIENT_TOKEN_HMAC_PREVIOUS_SECRET_KEY=fixture-old")],
      }),
    ],
  ],
  [
    "require-version-for-jwks-template",
    [
      centrifugo({
        image: "centrifugo/centrifugo:v6",
        files: [config({ client: { token: { jwks_public_endpoint: "https://id.example/{{realm}}" } } })],
      }),
    ],
  ],
  ["keep-secrets-out-of-env", [centrifugo({ env: { CENTRIFUGO_HTTP_API_KEY: notKnown } })]],
  ["keep-secrets-out-of-arguments", [{ name: "app", image: "app:1.0.0", spec: { args: [notKnown] } }]],
  [
    "keep-tenants-apart",
    [
      centrifugo({
        files: [
          config({
            channel: {
              namespaces: [
                { name: "org", allow_subscribe_for_client: true, allow_user_limited_channels: true },
              ],
            },
          }),
        ],
      }),
    ],
  ],
  ["reject-anonymous-connections", [unreadable]],
  ["overwrite-user-header", [unreadable]],
  [
    "overwrite-user-header",
    [centrifugo({ env: { ...key, CENTRIFUGO_CLIENT_USER_ID_HTTP_HEADER: "X-User" } })],
  ],
  [
    "overwrite-user-header",
    [
      {
        ...routed({ "traefik.http.routers.ws.middlewares": "login@file" }),
        env: { CENTRIFUGO_CLIENT_USER_ID_HTTP_HEADER: "X-User" },
      },
      traefik(),
    ],
  ],
  ["require-claim-check-with-jwks", [unreadable]],
  ["limit-previous-key", [unreadable]],
  [
    "use-new-key-for-rotation",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_CLIENT_TOKEN_HMAC_PREVIOUS_SECRET_KEY: notKnown },
      }),
    ],
  ],
  ["reject-unverified-tls", [unreadable]],
  ["encrypt-proxy-requests", [unreadable]],
  ...[
    "require-allowed-origins",
    "require-matching-origin",
    "reject-wildcard-origin",
    "reject-development-origin",
  ].flatMap((rule): readonly (readonly [string, readonly TestService[]])[] => [
    [rule, [unreadable]],
    [rule, [centrifugo({ env: { [origins]: notKnown } })]],
  ]),
])("%s says that it cannot check what is not known (%#)", (rule, services) => {
  expect(notCheckableBy(...services)).toContain(rule);
  expect(violatedBy(...services)).not.toContain(rule);
});

/** Settings of sensible stacks, with the rule that might take them for something else. */
test.each<readonly [string, string, TestService]>([
  [
    "reject-unknown-flag",
    "a command of its own",
    started("centrifugo", "checkconfig", "--strict", "-c", "config.json"),
  ],
  [
    "reject-unknown-flag",
    "a flag of v5 while the version is not known",
    centrifugo({ image: "centrifugo/centrifugo:latest", spec: { args: ["centrifugo", "--health"] } }),
  ],
  [
    "reject-unknown-flag",
    "a flag of PRO",
    centrifugo({
      image: "centrifugo/centrifugo-pro:v6.9.1",
      spec: { args: ["centrifugo", "--push_notifications.enabled"] },
    }),
  ],
  [
    "reject-unknown-flag",
    "a program before it",
    started("su-exec", "1000", "centrifugo", "--health.enabled"),
  ],
  [
    "require-config-file",
    "a file of another program",
    centrifugo({
      files: [{ path: "/etc/agent.json", text: '{ "agent": { "log": 1 }, "log": {} , "x": 1 }' }],
    }),
  ],
  [
    "require-config-file",
    "the working directory",
    centrifugo({ files: [{ path: "/srv/config.json", text: '{ "log": {} }' }], spec: { dir: "/srv" } }),
  ],
  [
    "require-valid-value",
    "a template that Swarm fills in",
    centrifugo({ env: { CENTRIFUGO_CLIENT_CHANNEL_LIMIT: "{{.Task.Slot}}" } }),
  ],
  [
    "require-valid-value",
    "an empty section",
    centrifugo({ files: [config({ redis: null, admin: null, client: null })] }),
  ],
  [
    "reject-ignored-variable",
    "an empty section that v5 had as a value",
    centrifugo({ files: [config({ admin: null, engine: null })] }),
  ],
  [
    "reject-unknown-variable",
    "an empty section",
    centrifugo({ files: [config({ opentelemetry: null, http_server: { tls: null } })] }),
  ],
  [
    "use-one-place-for-an-option",
    "the same value in two notations",
    centrifugo({
      env: { CENTRIFUGO_HEALTH_ENABLED: "1", [origins]: "https://a.example https://b.example" },
      files: [
        config({
          health: { enabled: true },
          client: { allowed_origins: ["https://a.example", "https://b.example"] },
        }),
      ],
    }),
  ],
  [
    "use-one-place-for-an-option",
    "namespaces that add up",
    centrifugo({
      env: { CENTRIFUGO_CHANNEL_NAMESPACES: "chat" },
      files: [config({ channel: { namespaces: [{ name: "org" }] } })],
    }),
  ],
  [
    "require-version-for-previous-key",
    "the first version that has it",
    centrifugo({
      image: "centrifugo/centrifugo:v6.6.1",
      files: [envFile("CENTRIFUGO_CLIENT_TOKEN_HMAC_PREVIOUS_SECRET_KEY=fixture-old")],
    }),
  ],
  [
    "keep-secrets-out-of-env",
    "the path of a key",
    centrifugo({
      env: {
        CENTRIFUGO_HTTP_SERVER_TLS_KEY_PEM: "/run/secrets/key",
        CENTRIFUGO_CLIENT_TOKEN_ISSUER: "https://id.example",
      },
    }),
  ],
  [
    "keep-secrets-out-of-arguments",
    "what a shell fills in",
    {
      name: "job",
      image: "job:1.0.0",
      spec: {
        args: ["sh", "-c", 'curl -H "X-API-Key: $CENTRIFUGO_API_KEY" http://centrifugo:9000/api/info'],
      },
    },
  ],
  [
    "keep-secrets-out-of-arguments",
    "the file of a password",
    {
      name: "job",
      image: "job:1.0.0",
      spec: { args: ["--password-file=/run/secrets/p", "--secret", "/run/secrets/s"] },
    },
  ],
  [
    "keep-secrets-out-of-arguments",
    "a hashed password",
    {
      name: "web",
      image: "web:1.0.0",
      labels: { "traefik.http.middlewares.a.basicauth.users": "admin:$2y$05$abcdefghijklmnopqrstuv" },
    },
  ],
  [
    "encrypt-proxy-requests",
    "a private address",
    centrifugo({ files: [config({ proxies: [{ name: "backend", endpoint: "http://10.0.0.5:3000/x" }] })] }),
  ],
  ["limit-previous-key", "no rotation", centrifugo()],
  [
    "reject-open-channels",
    "a proxy that is asked about every channel",
    centrifugo({
      files: [
        config({
          channel: {
            without_namespace: {
              allow_subscribe_for_client: true,
              allow_publish_for_client: true,
              subscribe_proxy_enabled: true,
              publish_proxy_enabled: true,
            },
          },
        }),
      ],
    }),
  ],
  [
    "require-config-file",
    "the -c of a shell",
    centrifugo({
      files: [config({ health: { enabled: true } })],
      spec: { args: ["sh", "-c", "sleep 1; exec centrifugo"] },
    }),
  ],
  [
    "require-allowed-origins",
    "no transport for clients",
    centrifugo({ files: [config({ websocket: { disabled: true } })] }),
  ],
  [
    "reject-development-origin",
    "an app in a shell",
    centrifugo({ env: { [origins]: "capacitor://localhost https://localhost http://localhost" } }),
  ],
  [
    "reject-development-origin",
    "a page inside",
    centrifugo({ env: { [origins]: "http://intranet http://192.168.1.20:8080" } }),
  ],
])("%s finds nothing in: %s", (rule, _shape, service) => {
  expect(violatedBy(service)).not.toContain(rule);
});

test.each([
  ["CENTRIFUGO_TOKEN_HMAC_SECRET_KEY", tokenSecret, "the same value"],
  ["CENTRIFUGO_TOKEN_HMAC_SECRET_KEY", "another", "a different value"],
])("a name of v5 beside v6's says whether both have the same value (%#)", (name, value, says) => {
  const found = findingsOf(centrifugo({ env: { ...key, [name]: value } }));
  const [finding] = found.filter(({ rule }) => rule === "reject-ignored-variable");
  const other = "env CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY of service dev_centrifugo";
  expect(finding?.message).toBe(
    `env ${name} of service dev_centrifugo: this is a name of v5, which v6 ignores; ${other} sets the same thing to ${says}.`,
  );
  expect(finding?.related?.map(({ label }) => label)).toEqual([other]);
});

test("a fix names what to write", () => {
  const service = centrifugo({
    files: [config({ engine: "redis", tls: { enabled: true }, client: { adress: 1 } })],
    env: { ...key, centrifugo_health_enabled: "true" },
    spec: { args: ["centrifugo", "--port=8000", "--heath.enabled"] },
  });
  const fixes = findingsOf(service).map(({ fix }) => fix);
  expect(fixes).toEqual(
    expect.arrayContaining([
      "Write it as `engine.type`, each part below the one before it.",
      "Write it under its section: `http_server.tls.enabled`.",
      "Write CENTRIFUGO_HEALTH_ENABLED.",
      "Write `--http_server.port`.",
      "Did you mean `--health.enabled`?",
    ]),
  );
});

test("a right beside a stream proxy is found, with the way around it", () => {
  const namespace = {
    name: "org",
    allow_subscribe_for_client: true,
    subscribe_stream_proxy_enabled: true,
  };
  const found = findingsOf(centrifugo({ files: [config({ channel: { namespaces: [namespace] } })] }));
  const [finding] = found.filter(({ rule }) => rule === "keep-tenants-apart");
  expect(finding?.message).toMatch(/the stream proxy is not asked about channels that a client names/);
});
