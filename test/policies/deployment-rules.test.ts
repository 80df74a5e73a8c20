import { expect, test } from "vitest";
import { notKnown } from "../../model/pulumi-value.ts";
import { centrifugo, findingsOf, notCheckableBy, type TestService, violatedBy } from "./resources.ts";
import { faultsOf } from "./shape-faults.ts";
import { clientShapes, goodClientShapes } from "./shapes/clients.ts";
import { exposureShapes, goodExposureShapes } from "./shapes/exposure.ts";
import { config, envFile, key } from "./shapes/files.ts";
import { goodReplicaShapes, replicaShapes, replicated } from "./shapes/replicas.ts";
import { checked, goodRunningShapes, runningShapes } from "./shapes/running.ts";
import { traefik } from "./shapes/traefik.ts";
import { goodSecretShapes, weakSecretShapes } from "./shapes/weak-secret.ts";

const bad = [...replicaShapes, ...clientShapes, ...weakSecretShapes, ...exposureShapes, ...runningShapes];
const good = [
  ...goodReplicaShapes,
  ...goodClientShapes,
  ...goodSecretShapes,
  ...goodExposureShapes,
  ...goodRunningShapes,
];

test.each(bad)("%s fires on: %s", (rule, _shape, services) => {
  expect(violatedBy(...services)).toContain(rule);
});

test.each(bad)("%s finds nothing once it is mended: %s", (_rule, _shape, _services, mended) => {
  expect(faultsOf(...mended)).toEqual([]);
});

test.each(good)("nothing is found in: %s", (_shape, services) => {
  expect(faultsOf(...services)).toEqual([]);
});

test("no finding of any bad shape holds a secret", () => {
  const found = bad.flatMap(([, , services]) => findingsOf(...services));
  expect(JSON.stringify(found)).not.toMatch(/fixture-(api|token|redis|short|password|please)|aaaf202f/);
});

/** A Centrifugo whose configuration file is not known yet. */
const unknownFile: TestService = centrifugo({
  spec: {
    configs: [{ configId: notKnown, fileName: "/centrifugo/config.json" }],
    healthcheck: { tests: ["CMD", "wget", "-q", "http://127.0.0.1:8000/health"] },
  },
  mode: { replicated: { replicas: 2 } },
  env: { CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_ENABLED: "true" },
});
const whole = { "traefik.http.routers.ws.rule": "Host(`app.example`)" };

test.each<readonly [string, readonly TestService[]]>([
  ["share-engine-between-replicas", [unknownFile]],
  ["share-engine-between-replicas", [centrifugo({ mode: { replicated: { replicas: notKnown } } })]],
  ["share-engine-between-replicas", [centrifugo({ mode: notKnown })]],
  ["share-engine-between-replicas", [centrifugo({ mode: { global: true } })]],
  ["share-engine-between-replicas", [replicated({}, { env: { ...key, CENTRIFUGO_ENGINE_TYPE: notKnown } })]],
  [
    "share-engine-between-replicas",
    [
      replicated(
        { broker: { enabled: true, type: "redis" } },
        { env: { ...key, CENTRIFUGO_CHANNEL_NAMESPACES: notKnown } },
      ),
    ],
  ],
  ["require-token-verifier", [unknownFile]],
  ["require-token-verifier", [centrifugo({ env: { CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: notKnown } })]],
  ["require-subscription-token-key", [unknownFile]],
  ["reject-ignored-hmac-with-jwks", [unknownFile]],
  ["reject-insecure-mode", [unknownFile]],
  ["reject-insecure-mode", [centrifugo({ env: { ...key, CENTRIFUGO_CLIENT_INSECURE: notKnown } })]],
  ["reject-weak-secret", [unknownFile]],
  ["reject-weak-secret", [centrifugo({ env: { ...key, CENTRIFUGO_HTTP_API_KEY: notKnown } })]],
  ["require-admin-credentials", [unknownFile]],
  [
    "require-admin-credentials",
    [
      centrifugo({
        env: {
          ...key,
          CENTRIFUGO_ADMIN_PASSWORD: notKnown,
          CENTRIFUGO_ADMIN_ENABLED: "true",
          CENTRIFUGO_ADMIN_SECRET: "fixture-admin-secret-0a1b2c3d4e5f",
        },
      }),
    ],
  ],
  ["keep-private-endpoints-internal", [unknownFile]],
  ["keep-private-endpoints-internal", [centrifugo()]],
  [
    "keep-private-endpoints-internal",
    [centrifugo({ labels: { ...whole, "traefik.http.routers.ws.middlewares": "login@file" } }), traefik()],
  ],
  [
    "keep-private-endpoints-internal",
    [centrifugo({ labels: { "traefik.http.routers.ws.rule": "Host(`app.example`" } }), traefik()],
  ],
  ["reject-debug-endpoints", [unknownFile]],
  ["use-distinct-handler-prefixes", [unknownFile]],
  ["require-ping-longer-than-pong", [unknownFile]],
  ["require-time-to-shut-down", [unknownFile]],
  ["require-time-to-shut-down", [centrifugo({ spec: { stopGracePeriod: notKnown } })]],
  ["require-health-endpoint", [unknownFile]],
  ["require-health-endpoint", [centrifugo({ spec: { healthcheck: { tests: notKnown } } })]],
  [
    "require-health-endpoint",
    [checked("wget -q http://127.0.0.1:$PORT/health", { health: { enabled: true } })],
  ],
  [
    "require-health-endpoint",
    [
      checked(
        "curl -f http://127.0.0.1:8000/health",
        { health: { enabled: true } },
        {
          image: "registry.example/app/realtime:1.0.0",
          name: "dev_centrifugo",
        },
      ),
    ],
  ],
])("%s says that it cannot check what is not known (%#)", (rule, services) => {
  expect(notCheckableBy(...services)).toContain(rule);
  expect(violatedBy(...services)).not.toContain(rule);
});

const messagesOf = (rule: string, ...services: readonly TestService[]): string[] =>
  findingsOf(...services)
    .filter((finding) => finding.rule === rule)
    .map(({ message }) => message);

test.each<readonly [string, readonly TestService[], readonly string[]]>([
  [
    "share-engine-between-replicas",
    [replicated({})],
    [
      "Service dev_centrifugo runs 3 replicas, and engine.type is memory (the default): a message, its history and presence stay on the replica where they were published.",
    ],
  ],
  [
    "require-time-to-shut-down",
    [centrifugo({ files: [config({ shutdown: { timeout: "1m" } })] })],
    [
      "Swarm kills service dev_centrifugo after its stop grace period (40s), and shutdown.timeout is 1m (shutdown.timeout in /centrifugo/config.json (Swarm config) of service dev_centrifugo).",
    ],
  ],
  [
    "require-time-to-shut-down",
    [centrifugo({ spec: { stopGracePeriod: undefined } })],
    [
      "Swarm kills service dev_centrifugo after its stop grace period (where none is given, as here, it is 0s), and shutdown.timeout is 30s (the default).",
    ],
  ],
  [
    "require-ping-longer-than-pong",
    [
      centrifugo({
        image: "centrifugo/centrifugo:v5.4.9",
        env: { CENTRIFUGO_PING_INTERVAL: "5s", CENTRIFUGO_PONG_TIMEOUT: "5s" },
      }),
    ],
    [
      "client.ping_interval is 5s (env CENTRIFUGO_PING_INTERVAL of service dev_centrifugo), which is not longer than client.pong_timeout, 5s (env CENTRIFUGO_PONG_TIMEOUT of service dev_centrifugo).",
    ],
  ],
  [
    "reject-weak-secret",
    [
      centrifugo({ env: { ...key, CENTRIFUGO_HTTP_API_KEY: "fixture-short" } }),
      { name: "app", image: "app:1.0.0", env: { CENTRIFUGO_API_KEY: "fixture-short" } },
    ],
    [
      "The API key (env CENTRIFUGO_HTTP_API_KEY of service dev_centrifugo, env CENTRIFUGO_API_KEY of service app) is shorter than 32 bytes.",
    ],
  ],
  [
    "keep-private-endpoints-internal",
    [
      centrifugo({
        labels: whole,
        files: [config({ prometheus: { enabled: true }, debug: { enabled: true } })],
      }),
      traefik(),
    ],
    [
      "Router ws@swarm (app.example) leads strangers to the HTTP API (/api), the metrics (/metrics), Go's profiler (/debug/pprof/) of service dev_centrifugo.",
    ],
  ],
  [
    "require-admin-credentials",
    [centrifugo({ files: [envFile("CENTRIFUGO_ADMIN_ENABLED=true")] })],
    [
      "Service dev_centrifugo serves the admin interface (CENTRIFUGO_ADMIN_ENABLED in /centrifugo/.env (Swarm secret) of service dev_centrifugo) without admin.password and admin.secret.",
    ],
  ],
])("%s names the values and the places that clash (%#)", (rule, services, messages) => {
  expect(messagesOf(rule, ...services)).toEqual(messages);
});
