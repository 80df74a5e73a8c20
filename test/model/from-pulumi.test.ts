import { expect, test } from "vitest";
import { fromPulumi } from "../../model/from-pulumi.ts";
import { notKnown } from "../../model/pulumi-value.ts";
import { modelOf } from "../policies/resources.ts";

test("no secret text is left in the model", () => {
  const model = modelOf({
    name: "app",
    image: "centrifugo/centrifugo:v6.9.1",
    env: { DATABASE_PASSWORD: "fixture-password", CENTRIFUGO_HTTP_API_KEY: "fixture-key" },
    files: [
      {
        path: "/centrifugo/.env",
        text: "CENTRIFUGO_ADMIN_SECRET=fixture-admin",
        secret: true,
        roles: "token",
      },
      { path: "/run/secrets/token", text: "fixture-token", secret: true, roles: "token" },
      { path: "/centrifugo/config.json", text: '{"http_api":{"key":"fixture-file-key"}}', secret: true },
    ],
  });
  const text = JSON.stringify(model, (_, value: unknown) => (value instanceof Map ? [...value] : value));
  expect(text).toContain("CENTRIFUGO_ADMIN_SECRET");
  expect(text).not.toMatch(/fixture-/);
});

test("a model has the same shape whatever the resource holds", () => {
  for (const props of [
    {},
    { taskSpec: null },
    { taskSpec: { containerSpec: [] } },
    { labels: "x", taskSpec: 1 },
  ]) {
    const { services } = fromPulumi([{ type: "docker:index/service:Service", name: "odd", props }]);
    expect(services).toMatchObject([{ name: "odd", system: "other", image: { state: "unknown" } }]);
  }
});

test("other resources are passed over", () => {
  expect(fromPulumi([{ type: "docker:index/network:Network", name: "n", props: {} }]).services).toEqual([]);
});

test.each([
  [undefined, { state: "known", value: 1 }],
  [{ replicated: {} }, { state: "known", value: 1 }],
  [{ replicated: { replicas: 3 } }, { state: "known", value: 3 }],
  [
    { global: false, replicated: { replicas: 0 } },
    { state: "known", value: 0 },
  ],
  [{ global: true }, undefined],
  [{ replicated: { replicas: notKnown } }, { state: "unknown" }],
  [notKnown, { state: "unknown" }],
] as const)("the number of replicas of mode %j is %j", (mode, replicas) => {
  const [service] = modelOf({ name: "app", mode }).services;
  if (replicas === undefined) expect(service?.replicas).toBeUndefined();
  else expect(service?.replicas).toMatchObject(replicas);
});

test("a stop grace period that is not given is told apart from one that is not known yet", () => {
  const graceOf = (stopGracePeriod: unknown) =>
    modelOf({ name: "app", spec: { stopGracePeriod } }).services[0]?.stopGracePeriod;
  expect(graceOf(undefined)).toBeUndefined();
  expect(graceOf("")).toBeUndefined();
  expect(graceOf("40s")).toMatchObject({ value: "40s", origin: { key: "stopGracePeriod" } });
  expect(graceOf(notKnown)).toMatchObject({ state: "unknown" });
});
