import { expect, test } from "vitest";
import { fromPulumi } from "../../model/from-pulumi.ts";
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
