import { afterAll, beforeAll, expect, test } from "vitest";
import { rules } from "../../policies/rules/index.ts";
import {
  type Diagnostic,
  type RunningPack,
  secretValue,
  startPack,
  unknownString,
  type WireResource,
} from "./analyzer.ts";
import { key } from "./shapes/files.ts";

let pack: RunningPack;
beforeAll(async () => {
  pack = await startPack();
});
afterAll(() => pack.stop());

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** What every service needs, whatever it runs. */
const healthy = { tests: ["CMD", "wget", "http://127.0.0.1:8000"], interval: "5s", startPeriod: "20s" };
const rolledBack = { order: "start-first", failureAction: "rollback", monitor: "20s" };

function centrifugo(containerSpec: object, more: object = {}): WireResource {
  const spec = {
    image: "centrifugo/centrifugo:v6.9.1",
    stopGracePeriod: "40s",
    healthcheck: healthy,
    readOnly: true,
    capDrops: ["ALL"],
    ...containerSpec,
  };
  const resources = { limits: { memoryBytes: 256_000_000 } };
  const logDriver = { name: "json-file", options: { "max-size": "10m" } };
  return {
    type: "docker:index/service:Service",
    name: "centrifugo",
    props: {
      updateConfig: rolledBack,
      convergeConfig: { delay: "2s" },
      taskSpec: { containerSpec: spec, resources, logDriver },
    },
    ...more,
  };
}

/** One resource shows secrets only where they stand in variables, which a rule of its own finds. */
const otherThanPlace = (found: readonly Diagnostic[]) =>
  found.filter(({ policy }) => policy !== "keep-secrets-out-of-env");
const origins = { CENTRIFUGO_CLIENT_ALLOWED_ORIGINS: "https://app.example.com" };

test("every rule is a policy of the pack", async () => {
  expect(await pack.policies()).toEqual([...rules.map(({ id }) => id), "report-not-checkable"]);
});

test("a secret in a resource is compared and not printed", async () => {
  const env = {
    CENTRIFUGO_TOKEN_HMAC_SECRET_KEY: secretValue("fixture-old-token-0a1b2c3d4e5f6071"),
    CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: secretValue("fixture-new-token-0a1b2c3d4e5f6071"),
    CENTRIFUGO_HTTP_API_KEY: secretValue("fixture-new-token-0a1b2c3d4e5f6071"),
  };
  const found = otherThanPlace(await pack.analyze(centrifugo({ env: { ...origins, ...env } })));
  expect(found.map(({ policy }) => policy)).toEqual([
    "use-one-token-secret",
    "use-secret-in-one-role",
    "reject-ignored-variable",
  ]);
  expect(found.every(({ mandatory }) => mandatory)).toBe(true);
  expect(JSON.stringify(found)).not.toMatch(/fixture-/);
});

test("a message holds the fix and the page", async () => {
  const all = await pack.analyze(centrifugo({ env: { CENTRIFUGO_ENGINE: "redis" } }));
  const found = all.find(({ policy }) => policy === "reject-ignored-variable");
  expect(found?.message).toContain("fix: Rename it to CENTRIFUGO_ENGINE_TYPE.");
  expect(found?.message).toContain("page: docs/rules/reject-ignored-variable.md");
});

test("one unknown value does not hide what the others show", async () => {
  const env = { ...key, ...origins, CENTRIFUGO_HTTP_API_KEY: unknownString, CENTRIFUGO_INVENTED: "1" };
  const found = otherThanPlace(
    await pack.analyze(centrifugo({ env, secrets: [{ secretId: unknownString, fileName: "/x" }] })),
  );
  expect(found.map(({ policy }) => policy)).toEqual(["reject-unknown-variable"]);
});

test("unknown values alone are never a mandatory violation", async () => {
  const service = centrifugo({ image: unknownString, env: unknownString, configs: unknownString });
  expect(await pack.analyze(service)).toEqual([]);
  const found = await pack.analyzeStack([{ ...service, props: { ...service.props, labels: unknownString } }]);
  expect(found.map(({ policy, mandatory }) => [policy, mandatory])).toContainEqual([
    "report-not-checkable",
    false,
  ]);
  expect(found.some(({ mandatory }) => mandatory)).toBe(false);
});

test("a service that cannot be read is said once, not once a rule", async () => {
  const service = centrifugo({ env: unknownString, configs: unknownString });
  const found = await pack.analyzeStack([service]);
  const about = found.filter(({ policy }) => policy === "report-not-checkable");
  expect(about.map(({ message }) => message)).toEqual([
    expect.stringMatching(/\d\d rules could not be checked on service \S+, since some of its settings/),
  ]);
});

test("what a resource showed alone is not reported for the stack again", async () => {
  const service = centrifugo({ env: { ...key, ...origins, CENTRIFUGO_INVENTED: "1" } });
  expect(otherThanPlace(await pack.analyze(service))).toHaveLength(1);
  const found = await pack.analyzeStack([service]);
  expect(found.filter(({ mandatory }) => mandatory)).toEqual([]);
});

test("a mounted secret is followed by name, and by the only dependency while names are unknown", async () => {
  const shared = "fixture-shared-0a1b2c3d4e5f60718293";
  const secret: WireResource = {
    type: "docker:index/secret:Secret",
    name: "secrets",
    props: {
      name: "secrets-1a2b3c",
      data: secretValue(
        base64(`CENTRIFUGO_HTTP_API_KEY=${shared}\nCENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY=${shared}`),
      ),
    },
  };
  const mounted = (names: object, more: object) =>
    centrifugo({ env: origins, secrets: [{ fileName: "/centrifugo/.env", ...names }] }, more);
  const byName = await pack.analyzeStack([
    secret,
    mounted({ secretId: unknownString, secretName: "secrets-1a2b3c" }, {}),
  ]);
  const byDependency = await pack.analyzeStack([
    secret,
    mounted({ secretId: unknownString, secretName: unknownString }, { dependsOn: ["secrets"] }),
  ]);
  for (const found of [byName, byDependency]) {
    expect(found.filter(({ mandatory }) => mandatory).map(({ policy }) => policy)).toEqual([
      "use-secret-in-one-role",
    ]);
    expect(JSON.stringify(found)).not.toContain("fixture-shared");
  }
});

test("resources of any shape give no error and no stack trace", async () => {
  const odd = [
    null,
    1,
    "x",
    [],
    {},
    [null],
    { containerSpec: 1 },
    { containerSpec: { env: [1], args: {}, configs: 3 } },
  ];
  for (const taskSpec of odd) {
    const resource: WireResource = {
      type: "docker:index/service:Service",
      name: "odd",
      props: { taskSpec, labels: taskSpec },
    };
    expect(await pack.analyze(resource)).toEqual([]);
    expect(JSON.stringify(await pack.analyzeStack([resource]))).not.toMatch(/ at .*\.ts/);
  }
});
