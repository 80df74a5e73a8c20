import { expect, test } from "vitest";
import { stackImpact } from "../../report/impact/stack-impact.ts";
import { describeImpact } from "../../report/impact/words.ts";
import { changesOf } from "../../report/preview/changes.ts";
import { readEvents } from "../../report/preview/read-events.ts";
import { makeEvents, type ResourceStep } from "./make-events.ts";

/** What no change of our own stack shows; see test/swarm/impact.test.ts for those that do. */
const impactOf = (...steps: readonly ResourceStep[]) =>
  stackImpact(changesOf(readEvents(makeEvents({ steps })).steps));
const serviceType = "docker:index/service:Service";

interface Parts {
  readonly image?: string;
  readonly replicas?: number;
  readonly update?: object;
  readonly taskSpec?: object;
  readonly containerSpec?: object;
}

const inputs = ({ image = "redis:7", replicas = 1, update, taskSpec, containerSpec }: Parts) => ({
  name: "s",
  mode: { replicated: { replicas } },
  updateConfig: update,
  taskSpec: { ...taskSpec, containerSpec: { image, ...containerSpec } },
});
const service = (before: Parts, after: Parts, op = "update"): ResourceStep => ({
  type: serviceType,
  name: "s",
  op,
  before: inputs(before),
  after: inputs(after),
});
const only = (...steps: readonly ResourceStep[]) => {
  const { services, level } = impactOf(...steps);
  expect(services).toHaveLength(1);
  const [first] = services;
  if (first === undefined) throw new Error("no service changes");
  return { ...first.impact, level, text: describeImpact(first.impact, first.facts) };
};

test("Redis on another node may start on an empty volume", () => {
  const on = (node: string) => ({ taskSpec: { placement: { constraints: [`node.hostname==${node}`] } } });
  const found = only(service(on("one"), on("two")));
  expect(found).toMatchObject({ level: "data-loss", history: "at-risk", tasks: { kind: "placed" } });
  expect(found.text).toContain("on another node its volume is empty");
});

test("Redis with another volume loses its history, with other labels on it it does not", () => {
  const mount = (source: string, label = "a") => ({
    containerSpec: {
      mounts: [
        {
          type: "volume",
          source,
          target: "/data",
          volumeOptions: { labels: [{ label: "x", value: label }] },
        },
      ],
    },
  });
  expect(only(service(mount("one"), mount("two"))).history).toBe("lost");
  expect(only(service(mount("one"), {})).history).toBe("lost");
  expect(only(service(mount("one"), mount("one", "b"))).history).toBe("kept");
});

test("other preferences of placement restart nothing", () => {
  const spread = (prefs: string) => ({ taskSpec: { placement: { prefs: [prefs], maxReplicas: 1 } } });
  expect(only(service(spread("spread=a"), spread("spread=b")))).toMatchObject({
    level: "none",
    tasks: { kind: "untouched" },
  });
});

test("Centrifugo without Redis, or with another one, loses its history", () => {
  const mounts = { configs: [{ configId: "id-c", configName: "c", fileName: "/centrifugo/config.json" }] };
  const config = (engine: object, then = engine): ResourceStep => ({
    type: "docker:index/serviceConfig:ServiceConfig",
    name: "c",
    op: engine === then ? "same" : "replace",
    before: { dataRaw: JSON.stringify({ engine }) },
    after: { dataRaw: JSON.stringify({ engine: then }) },
  });
  const change = service(
    { image: "centrifugo/centrifugo:v6.1.0", containerSpec: mounts },
    { image: "centrifugo/centrifugo:v6.2.0", containerSpec: mounts },
  );
  const redis = (address: string) => ({ type: "redis", redis: { address } });
  expect(only(change, config({ type: "memory" }))).toMatchObject({ history: "lost", level: "data-loss" });
  expect(only(change, config(redis("redis://one:6379"), redis("redis://two:6379"))).history).toBe("lost");
  expect(only(change, config(redis("redis://one:6379")))).toMatchObject({
    history: "kept",
    clients: "cut-off",
    level: "outage",
  });
});

test("how many stop at the same time decides whether everybody is cut off", () => {
  const after = (update: object) =>
    only(
      service(
        { image: "centrifugo/centrifugo:v6.1.0", replicas: 3, update },
        { image: "centrifugo/centrifugo:v6.2.0", replicas: 3, update },
      ),
    );
  expect(after({ order: "stop-first", parallelism: 1 })).toMatchObject({
    clients: "reconnect",
    publishing: true,
  });
  expect(after({ order: "stop-first", parallelism: 0 })).toMatchObject({
    clients: "cut-off",
    publishing: false,
  });
  expect(after({ order: "start-first", parallelism: 0 })).toMatchObject({
    clients: "reconnect",
    publishing: true,
  });
  expect(after({ order: "stop-first", parallelism: 2 }).text).toMatch(
    /^3 tasks restart 2 at a time, each old one/,
  );
});

test("a service that is removed, made again, or scaled to nothing cuts everybody off", () => {
  const traefik = { image: "traefik:v3" };
  expect(only(service(traefik, traefik, "delete"))).toMatchObject({
    tasks: { kind: "removed" },
    level: "outage",
  });
  expect(only(service({}, {}, "delete"))).toMatchObject({ history: "lost", level: "data-loss" });
  expect(only(service(traefik, traefik, "replace"))).toMatchObject({
    tasks: { kind: "replaced" },
    level: "outage",
  });
  expect(only(service(traefik, { ...traefik, replicas: 0 }))).toMatchObject({
    clients: "cut-off",
    level: "outage",
  });
});

test("of a service that is not known it is not said that nobody notices", () => {
  const found = only(service({ image: "app:1" }, { image: "app:2" }));
  expect(found).toMatchObject({ clients: "unknown", level: "reconnect" });
  expect(found.text).toContain("what uses it may notice");
});

test("what has drifted is a change too, though the program says the same", () => {
  const same = inputs({ image: "redis:7" });
  const drifted: ResourceStep = {
    type: serviceType,
    name: "s",
    before: same,
    after: same,
    outputs: inputs({ image: "redis:7@sha256:abc" }),
    detailedDiff: { "taskSpec.containerSpec.image": {}, "taskSpec.containerSpec.env": {} },
  };
  expect(only(drifted)).toMatchObject({ tasks: { kind: "restarted" } });
  expect(impactOf(drifted).services[0]?.causes.map(({ what }) => what)).toEqual(["image"]);
});

test.each([
  ["docker:index/volume:Volume", "replace", "volume-replaced", "data-loss"],
  ["docker:index/volume:Volume", "delete", "volume-removed", "data-loss"],
  ["docker:index/network:Network", "replace", "network-replaced", "outage"],
  ["docker:index/network:Network", "delete", "network-removed", "none"],
] as const)("%s, %s: %s", (type, op, kind, level) => {
  const { costs, level: worst } = impactOf({
    type,
    name: "x",
    op,
    before: { name: "x" },
    after: { name: "y" },
  });
  expect([costs.map((cost) => cost.kind), worst]).toEqual([[kind], level]);
});

test("a secret of one role is what backends mount; Centrifugo's own file costs nothing more", () => {
  const secret = (roles: string): ResourceStep => {
    const labels = [{ label: "centrifugo-swarm.roles", value: roles }];
    return {
      type: "docker:index/secret:Secret",
      name: "x",
      op: "replace",
      before: { labels },
      after: { labels },
    };
  };
  const kinds = (roles: string) => impactOf(secret(roles)).costs.map(({ kind }) => kind);
  expect(kinds("token")).toEqual(["token-secret"]);
  expect(kinds("api-key")).toEqual(["api-key"]);
  expect(kinds("token,api-key,redis-password")).toEqual([]);
  expect(kinds("certificate")).toEqual([]);
});

test("a certificate of one's own changes without a client that notices, though it comes by Traefik's image", () => {
  const on = (secretId: string) => ({
    name: "prod_certificates",
    mode: { global: true },
    taskSpec: {
      containerSpec: {
        image: "traefik:v3",
        secrets: [{ secretId, secretName: secretId, fileName: "/run/secrets/certificate.yaml" }],
      },
    },
  });
  const change = { type: serviceType, name: "prod_certificates", before: on("one"), after: on("two") };
  const found = only(change);
  expect(found).toMatchObject({ level: "none", clients: "stay", tasks: { kind: "restarted" } });
  expect(found.text).toBe(
    "1 task on each node restarts, the old one stops before the new one starts; clients stay connected.",
  );
});
