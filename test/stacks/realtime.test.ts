import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import { describe as describeResources } from "../../stacks/describe.ts";
import { exampleConfig, exampleIdentity, exampleSecrets } from "./example-config.ts";
import { type RecordedResource, recordRealtime } from "./recorded.ts";

const args = { identity: exampleIdentity, config: exampleConfig() };
let recorded: RecordedResource[];

beforeAll(async () => {
  recorded = await recordRealtime(args);
});

const ofType = (type: string) => recorded.filter((resource) => resource.type === type);
const services = () => ofType("docker:index/service:Service");

describe("what Realtime declares", () => {
  test("is what the rules were shown before", async () => {
    const shown = await Promise.all(
      describeResources(args).map(async ({ type, name, props }) => ({
        type,
        name,
        props: withIds(await resolved(props)),
      })),
    );
    const declared = recorded.filter((resource) => resource.type.startsWith("docker:"));
    expect(byName(declared)).toEqual(byName(shown));
  });

  test("holds no secret in any service", () => {
    const text = JSON.stringify(services());
    for (const secret of Object.values(exampleSecrets)) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString("base64").slice(0, 20));
    }
  });

  test("holds no secret in any Swarm config", () => {
    const text = JSON.stringify(ofType("docker:index/serviceConfig:ServiceConfig"));
    for (const secret of Object.values(exampleSecrets)) expect(text).not.toContain(secret);
  });

  test("leaves the names of configs and secrets to Pulumi, so that a change has no gap", () => {
    const files = [
      ...ofType("docker:index/secret:Secret"),
      ...ofType("docker:index/serviceConfig:ServiceConfig"),
    ];
    expect(files.length).toBe(11);
    for (const file of files) expect(file.props).not.toHaveProperty("name");
  });

  test("publishes no port but Traefik's two, and both in host mode", () => {
    const ports = services().flatMap(({ name, props }) => {
      const { endpointSpec } = props as {
        endpointSpec: { ports: { publishedPort: number; publishMode: string }[] };
      };
      return endpointSpec.ports.map((port) => [name, port.publishedPort, port.publishMode]);
    });
    expect(ports).toEqual([
      ["example_traefik", 80, "host"],
      ["example_traefik", 443, "host"],
    ]);
  });

  test("mounts the Docker socket in the socket proxy only, read-only", () => {
    const mounting = services().filter(({ props }) => JSON.stringify(props).includes("docker.sock"));
    expect(mounting.map(({ name }) => name)).toEqual(["example_socket-proxy"]);
    expect(JSON.stringify(mounting)).toContain('"readOnly":true');
  });
});

describe("a transform", () => {
  test("changes what is declared and what the rules see alike", async () => {
    const withLabel = { ...args, transform: { redis: addLabel } };
    const declared = (await recordRealtime(withLabel)).find(
      ({ name, type }) => name === "example_redis" && type.endsWith(":Service"),
    );
    const shown = describeResources(withLabel).find(
      ({ name, type }) => name === "example_redis" && type.endsWith(":Service"),
    );
    expect(JSON.stringify(declared)).toContain("added");
    expect(JSON.stringify(shown)).toContain("added");
  });
});

function addLabel<T extends { labels?: unknown }>(service: T): T {
  return { ...service, labels: [{ label: "added", value: "yes" }] };
}

/** `describe` names objects where the engine will give ids. */
function withIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withIds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (["configId", "secretId"].includes(key)) return [key, `id-of-${inner}`];
      if (["configName", "secretName"].includes(key)) return [key, `name-of-${inner}`];
      if (key === "networksAdvanceds") {
        return [key, (inner as { id: string }[]).map(({ id }) => ({ id: `id-of-${id}` }))];
      }
      return [key, withIds(inner)];
    }),
  );
}

function resolved(value: object): Promise<unknown> {
  return new Promise((resolve) => pulumi.output(value).apply(resolve));
}

function byName(resources: readonly { type: string; name: string }[]) {
  return [...resources].sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`));
}
