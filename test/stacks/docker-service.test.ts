import { expect, test } from "vitest";
import { centrifugoDefinition } from "../../stacks/centrifugo.ts";
import { centrifugoFacts } from "../../stacks/centrifugo-options.ts";
import { definitions } from "../../stacks/definitions.ts";
import { serviceArgs } from "../../stacks/docker-service.ts";
import { serviceNames } from "../../stacks/names.ts";
import { exampleConfig, exampleIdentity, managedRedis } from "./example-config.ts";

const refs = {
  network: (name: string) => `network-${name}`,
  foreignNetwork: (name: string) => `foreign-${name}`,
  file: ({ name }: { name: string }) => ({ id: `id-${name}`, name }),
};
const argsOf = (name: (typeof serviceNames)[number]) =>
  serviceArgs(definitions[name](exampleConfig(), exampleIdentity), refs);

test.each(serviceNames)("%s gets a value for every field that the provider defaults badly", (name) => {
  expect(argsOf(name)).toMatchObject({
    mode: { replicated: { replicas: expect.any(Number) } },
    convergeConfig: { timeout: expect.any(String) },
    updateConfig: { failureAction: "rollback", parallelism: 1 },
    rollbackConfig: { parallelism: 1 },
    endpointSpec: { mode: "dnsrr" },
    taskSpec: {
      containerSpec: {
        readOnly: true,
        capDrops: ["ALL"],
        stopGracePeriod: expect.stringMatching(/^[1-9]\d*s$/),
        healthcheck: { tests: expect.any(Array), retries: 3 },
        env: {},
      },
      resources: { limits: { memoryBytes: expect.any(Number), nanoCpus: expect.any(Number) } },
      restartPolicy: { condition: "any", maxAttempts: 0 },
      logDriver: { options: { "max-size": expect.any(String) } },
      placement: { prefs: ["spread=node.id"] },
    },
  });
});

test("networks are given by id, since a name would replace the service on every up", () => {
  expect(argsOf("centrifugo").taskSpec).toMatchObject({
    networksAdvanceds: [{ id: "network-edge" }, { id: "network-backend" }, { id: "network-redis" }],
  });
});

test("secrets are readable for the user of the task and for no other", () => {
  expect(argsOf("centrifugo").taskSpec).toMatchObject({
    containerSpec: { user: "1000:1000", secrets: [{ fileUid: "1000", fileGid: "1000", fileMode: 0o400 }] },
  });
});

test("Centrifugo is given longer to stop than it takes to shut down", () => {
  const { stopGracePeriod } = centrifugoDefinition(exampleConfig(), exampleIdentity);
  const { shutdownSeconds } = centrifugoFacts(exampleConfig(), exampleIdentity);
  expect(shutdownSeconds).toBe(30);
  expect(Number.parseInt(stopGracePeriod, 10)).toBeGreaterThan(shutdownSeconds);
});

test("what owns a port or a volume is stopped first, what holds connections is started first", () => {
  expect(argsOf("traefik").updateConfig).toMatchObject({ order: "stop-first" });
  expect(argsOf("redis").updateConfig).toMatchObject({ order: "stop-first" });
  expect(argsOf("centrifugo").updateConfig).toMatchObject({ order: "start-first" });
});

test("Redis stays on the node that is named", () => {
  const config = exampleConfig({ redis: managedRedis({ node: "node-1" }) });
  expect(definitions.redis(config, exampleIdentity).constraints).toEqual(["node.hostname==node-1"]);
});
