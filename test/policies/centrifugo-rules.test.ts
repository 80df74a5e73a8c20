import { expect, test } from "vitest";
import { notKnown } from "../../model/pulumi-value.ts";
import { centrifugo, findingsOf, notCheckableBy, violatedBy } from "./resources.ts";
import { faultsOf } from "./shape-faults.ts";
import { apiKeyShapes, openApiShapes } from "./shapes/api-key.ts";
import { key } from "./shapes/files.ts";
import { goodShapes as good } from "./shapes/good.ts";
import { ignoredVariableShapes } from "./shapes/ignored-variable.ts";
import { namespaceShapes } from "./shapes/namespace.ts";
import { secretRoleShapes } from "./shapes/secret-role.ts";
import { tokenSecretShapes } from "./shapes/token-secret.ts";
import { unknownVariableShapes } from "./shapes/unknown-variable.ts";

const bad = [
  ...tokenSecretShapes,
  ...secretRoleShapes,
  ...namespaceShapes,
  ...unknownVariableShapes,
  ...ignoredVariableShapes,
  ...apiKeyShapes,
];

test.each(bad)("%s fires on: %s", (rule, _shape, services) => {
  expect(violatedBy(...services)).toContain(rule);
});

test.each(good)("nothing is found in: %s", (_shape, services) => {
  expect(faultsOf(...services)).toEqual([]);
});

test.each(openApiShapes)("require-api-key asks for no key with: %s", (_shape, services) => {
  expect(violatedBy(...services)).not.toContain("require-api-key");
});

/** An image of one's own, told by the service's name. */
const ownImage = {
  name: "my_centrifugo",
  image: "registry.example/app/realtime:1.0.0",
  env: { CENTRIFUGO_API_KEY: "a", CENTRIFUGO_MINE: "1" },
};

test.each([
  ["require-namespace-for-channel", centrifugo()],
  [
    "require-namespace-for-channel",
    centrifugo({
      labels: { "centrifugo-swarm.channels": "org:1" },
      spec: { configs: [{ configId: notKnown, fileName: "/centrifugo/config.json" }] },
    }),
  ],
  [
    "require-namespace-for-channel",
    centrifugo({ image: "example/my-centrifugo:v6.9.1", labels: { "centrifugo-swarm.channels": "org:1" } }),
  ],
  ["require-api-key", centrifugo({ env: { CENTRIFUGO_HTTP_API_KEY: notKnown } })],
  ["require-api-key", centrifugo({ env: notKnown })],
  [
    "require-api-key",
    centrifugo({ env: {}, spec: { secrets: [{ secretId: notKnown, fileName: "/centrifugo/.env" }] } }),
  ],
  [
    "require-api-key",
    centrifugo({ env: {}, spec: { mounts: [{ type: "volume", source: "x", target: "/centrifugo" }] } }),
  ],
  [
    "require-api-key",
    centrifugo({ env: {}, spec: { commands: ["sh", "-c", "export CENTRIFUGO_HTTP_API_KEY=x; centrifugo"] } }),
  ],
  ["require-api-key", ownImage],
  ["reject-ignored-variable", ownImage],
  ["require-api-key", { ...ownImage, name: "realtime", spec: { commands: ["/usr/bin/centrifugo"] } }],
  ["require-api-key", centrifugo({ env: { CENTRIFUGO_HTTP_API_DISABLED: notKnown } })],
  ["reject-ignored-variable", centrifugo({ image: notKnown, env: { CENTRIFUGO_API_KEY: "a" } })],
  ["reject-ignored-variable", centrifugo({ image: "centrifugo/centrifugo:latest", env: { ...key } })],
  [
    "use-one-token-secret",
    centrifugo({
      env: {
        ...key,
        CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "a",
        CENTRIFUGO_TOKEN_HMAC_SECRET_KEY: notKnown,
      },
    }),
  ],
] as const)("%s says that it cannot check what is not known (%#)", (rule, service) => {
  expect(notCheckableBy(service)).toContain(rule);
  expect(violatedBy(service)).not.toContain(rule);
});

test("a message names the v6 name of a v5 variable and the near match of a misspelt one", () => {
  const fixes = findingsOf(
    centrifugo({
      env: {
        ...key,
        CENTRIFUGO_TOKEN_HMAC_SECRET_KEY: "a",
        CENTRIFUGO_REDIS_ADDRESS: "redis:6379",
        CENTRIFUGO_HTTP_API_KEYS: "b",
      },
    }),
  ).map(({ fix }) => fix);
  expect(fixes).toContain("Rename it to CENTRIFUGO_ENGINE_REDIS_ADDRESS.");
  const place = "env CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY of service dev_centrifugo";
  expect(fixes).toContain(`Delete it: ${place} is set too, and counts.`);
  expect(fixes).toContain("Did you mean CENTRIFUGO_HTTP_API_KEY?");
});

test("no finding of any bad shape holds a secret", () => {
  const found = bad.flatMap(([, , services]) => findingsOf(...services));
  expect(JSON.stringify(found)).not.toMatch(/fixture-(api-key|shared-secret)/);
});
