import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseDuration } from "../../config/units/duration.ts";
import { fromSwarm, objectsOfStack, type SwarmObjects } from "../../model/from-swarm.ts";
import type { Service } from "../../model/model.ts";
import { networkNames } from "../../model/networks.ts";
import { goDuration } from "../../model/swarm/go-duration.ts";

/** What `docker … inspect` printed on engine 20.10, with names for ids. */
function inspected(name: "stack-deploy" | "by-pulumi"): SwarmObjects {
  const file = join(import.meta.dirname, "../fixtures/swarm-inspect", `${name}.json`);
  return JSON.parse(readFileSync(file, "utf8"));
}

const model = fromSwarm(inspected("stack-deploy"));
const service = (name: string, from = model): Service => {
  const found = from.services.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
};
const known = (value: unknown) => expect.objectContaining({ state: "known", value });

describe("what Docker fills in by itself", () => {
  test("reads as not given, so that only what somebody wrote is left", () => {
    const { update, rollback, restart, ...bare } = service("dev_bare");
    for (const part of [update, rollback, restart, bare.healthTiming, bare.resources]) {
      expect(Object.values(part).filter((value) => value !== undefined)).toEqual([]);
    }
    expect(bare.stopGracePeriod).toBeUndefined();
    expect(bare.aliases).toEqual([]);
    expect([...bare.labels.keys()]).toEqual(["com.docker.stack.namespace"]);
    expect(bare.replicas).toEqual(known(1));
    expect(bare.endpointMode).toEqual(known("dnsrr"));
  });

  test("includes what Pulumi's provider sends for nothing, but not a grace period of zero", () => {
    const deployed = fromSwarm(inspected("by-pulumi"));
    const bare = service("bare", deployed);
    expect(bare.endpointMode).toBeUndefined();
    expect(bare.healthcheck).toEqual([]);
    expect(bare.stopGracePeriod).toEqual(known("0s"));
    const half = service("half", deployed);
    expect(half.restart).toEqual({
      condition: known("on-failure"),
      maxAttempts: undefined,
      window: undefined,
    });
    expect(half.update).toMatchObject({
      order: known("start-first"),
      parallelism: undefined,
      monitor: undefined,
    });
    expect(deployed.networks[0]).toMatchObject({ driver: undefined, internal: undefined });
    expect(deployed.networks[0]?.options.size).toBe(0);
    expect(deployed.stackName).toBeUndefined();
  });
});

test("all that a stack file can say is read", () => {
  const full = service("dev_full");
  expect(full).toMatchObject({
    system: "redis",
    version: "7.0.15",
    major: 7,
    command: [known("redis-server")],
    args: [known("--port"), known("6379")],
    healthcheck: [known("CMD"), known("redis-cli"), known("ping")],
    directory: known("/data"),
    aliases: [known("cache")],
    replicas: known(2),
    stopGracePeriod: known("1m30s"),
    update: {
      parallelism: known(2),
      delay: known("10s"),
      order: known("start-first"),
      failureAction: known("rollback"),
      monitor: known("20s"),
    },
    rollback: { parallelism: known(0), delay: known("1s"), order: undefined, monitor: undefined },
    restart: { condition: known("on-failure"), maxAttempts: known(3), window: known("30s") },
    placement: {
      constraints: [known("node.role==manager")],
      preferences: [known("spread=node.id")],
      maxReplicas: known(2),
    },
    resources: {
      memoryLimit: known(64 * 1024 ** 2),
      cpuLimit: known(0.5),
      memoryReservation: known(16 * 1024 ** 2),
    },
    healthTiming: {
      interval: known("5s"),
      timeout: known("2s"),
      startPeriod: known("1s"),
      retries: known(3),
    },
    ports: [{ target: known(6379), published: known(16399), mode: known("host"), protocol: undefined }],
    mounts: [
      { type: known("volume"), source: known("dev_data"), target: known("/data"), readOnly: undefined },
      { type: known("bind"), source: known("/tmp"), target: known("/host"), readOnly: known(true) },
      { type: known("tmpfs"), source: undefined, target: known("/tmp") },
    ],
    user: known("1000:1000"),
    readOnly: known(true),
    capDrops: [known("ALL")],
    capAdds: [known("CHOWN")],
  });
  expect(full.logging.options.get("max-size")).toEqual(known("10m"));
  expect(full.labels.get("traefik.enable")).toEqual(known("true"));
  expect(full.containerLabels.get("c")).toEqual(known("d"));
  expect(full.image.origin).toEqual({ label: "image of service dev_full", key: "image" });
  expect(full.labels.get("traefik.enable")?.origin.label).toBe("label traefik.enable of service dev_full");
});

test("a variable with a sensitive name is kept as a fingerprint, and one that is taken away is none", () => {
  const { env } = service("dev_full");
  expect([...env.keys()]).toEqual(["A", "EMPTY", "REDIS_PASSWORD"]);
  expect(env.get("EMPTY")).toEqual(known(""));
  expect(env.get("REDIS_PASSWORD")?.state).toBe("secret");
  const text = JSON.stringify(model, (_, value: unknown) => (value instanceof Map ? [...value] : value));
  expect(text).not.toContain("fixture-");
  const unset = withContainer({ Env: ["A=b=c\nd", "NAME", "A=last"] });
  expect([...unset.env]).toEqual([["A", known("last")]]);
});

test("configs are read, and what is in a secret is not known", () => {
  const { files } = service("dev_full");
  expect(files.map(({ path, kind, mode, uid }) => ({ path, kind, mode, uid }))).toEqual([
    { path: "/conf", kind: "config", mode: undefined, uid: undefined },
    { path: "/etc/redis/redis.conf", kind: "config", mode: known(0o440), uid: known("5") },
    { path: "/run/secrets/other", kind: "secret", mode: undefined, uid: undefined },
    { path: "/run/secrets/sec", kind: "secret", mode: undefined, uid: undefined },
  ]);
  expect(files[1]?.entries?.get("maxmemory")).toEqual(known("1mb"));
  expect(files[2]).toMatchObject({ content: { state: "unknown" }, entries: undefined });
  expect(model.objects).toMatchObject([
    { kind: "config", name: "dev_conf", bytes: 14 },
    { kind: "secret", name: "dev_sec", bytes: undefined },
  ]);
});

test("the roles of a secret come from its label, on the secret and on its file", () => {
  const objects = inspected("stack-deploy");
  const labels = { "centrifugo-swarm.roles": "token, api-key" };
  const secrets = objects.secrets.map((one) => merged(one, { Spec: { Labels: labels } }));
  const { secrets: read, services } = fromSwarm({ ...objects, secrets });
  expect(read).toMatchObject([
    { name: "dev_sec", roles: ["token", "api-key"], content: { state: "unknown" } },
  ]);
  expect(services[1]?.files.at(-1)?.roles).toEqual(["token", "api-key"]);
});

test("a config that is a template for each task is not known, and neither is one that is gone", () => {
  const objects = inspected("stack-deploy");
  const Data = Buffer.from("maxmemory {{ .Task.Slot }}mb\n").toString("base64");
  const configs = objects.configs.map((one) =>
    merged(one, { Spec: { Data, Templating: { Name: "golang" } } }),
  );
  for (const changed of [
    { ...objects, configs },
    { ...objects, configs: [] },
  ]) {
    const file = fromSwarm(changed).services[1]?.files[1];
    expect(file).toMatchObject({
      path: "/etc/redis/redis.conf",
      content: { state: "unknown" },
      entries: undefined,
    });
  }
});

test("networks are found by their ids, without the routing mesh and what is of one node", () => {
  expect(model.networks.map(({ name }) => name)).toEqual(["dev_back", "dev_default"]);
  expect(networkNames(service("dev_full"), model)).toEqual(new Set(["dev_back"]));
  const [back] = model.networks;
  expect(back).toMatchObject({
    internal: known(true),
    attachable: known(true),
    subnets: [known("10.77.0.0/24")],
  });
  expect([...(back?.options ?? [])]).toEqual([["encrypted", known("")]]);
});

test("one stack is taken out of all with what it uses, and names the model", () => {
  const [deployed, other] = [inspected("stack-deploy"), inspected("by-pulumi")];
  const both: SwarmObjects = {
    services: [...deployed.services, ...other.services],
    networks: [...deployed.networks, ...other.networks],
    configs: deployed.configs,
    secrets: deployed.secrets,
  };
  expect(fromSwarm(both).stackName).toBeUndefined();
  const dev = fromSwarm(objectsOfStack(both, "dev"));
  expect(dev).toEqual(model);
  expect(dev.stackName).toBe("dev");
  const foreign = both.networks.map((one) =>
    merged(one, { Labels: { "com.docker.stack.namespace": "infra" } }),
  );
  const used = fromSwarm(objectsOfStack({ ...both, networks: foreign }, "dev"));
  expect(used.networks.map(({ name }) => name)).toEqual(["dev_back", "dev_default"]);
});

test.each([
  [{ Replicated: {} }, 1],
  [{ Replicated: { Replicas: 0 } }, 0],
  [{ ReplicatedJob: { MaxConcurrent: 4, TotalCompletions: 8 } }, 4],
  [{ Global: {} }, undefined],
  [{ GlobalJob: {} }, undefined],
])("mode %j runs %j tasks at a time", (Mode, replicas) => {
  const [one] = fromSwarm(only({ Spec: { Name: "app", Mode } })).services;
  expect(one?.replicas).toEqual(replicas === undefined ? undefined : known(replicas));
});

test("a program of another image is known by its command or the name of its service", () => {
  expect(withContainer({ Image: "team/app:v1", Command: ["/usr/bin/centrifugo"] })).toMatchObject({
    system: "centrifugo",
    major: undefined,
  });
  const [named] = fromSwarm(only({ Spec: { Name: "dev_traefik" } })).services;
  expect(named).toMatchObject({ system: "traefik", image: { state: "unknown" } });
});

test("a model has the same shape whatever the engine prints", () => {
  for (const odd of [
    null,
    1,
    [],
    {},
    { Spec: null },
    { Spec: { TaskTemplate: { ContainerSpec: [] }, Labels: 1 } },
  ]) {
    const read = fromSwarm({ services: [odd], networks: [odd], configs: [odd], secrets: [odd] });
    expect(read.services).toMatchObject([{ system: "other", image: { state: "unknown" }, files: [] }]);
    expect(read.objects).toHaveLength(2);
  }
});

test.each([
  [0, "0s"],
  [1, "1ns"],
  [1_500_000, "1.5ms"],
  [999_999_999, "999.999999ms"],
  [1e9, "1s"],
  [90_500_000_000, "1m30.5s"],
  [3.6e12, "1h0m0s"],
  [5_405e9, "1h30m5s"],
])("%d ns are %s in Go's notation", (nanoseconds, text) => {
  expect(goDuration(nanoseconds)).toBe(text);
  expect(parseDuration(text)).toBeCloseTo(nanoseconds / 1e6, 6);
});

function only(service: object): SwarmObjects {
  return { services: [service], networks: [], configs: [], secrets: [] };
}

function withContainer(ContainerSpec: object): Service {
  return service("app", fromSwarm(only({ Spec: { Name: "app", TaskTemplate: { ContainerSpec } } })));
}

/** A copy with some parts changed. */
function merged(object: unknown, changes: object): object {
  const copy: Record<string, unknown> = typeof object === "object" ? { ...object } : {};
  for (const [key, change] of Object.entries(changes)) {
    copy[key] = typeof change === "object" && key !== "Labels" ? merged(copy[key], change) : change;
  }
  return copy;
}
