import { expect, test } from "vitest";
import { guardSwarm, type SwarmFacts } from "../../stacks/swarm-guard.ts";
import { exampleConfig, exampleIdentity, managedRedis } from "./example-config.ts";

const facts: SwarmFacts = {
  clusterId: "cluster-a",
  nodes: 1,
  overlays: new Map([["public", "id-of-public"]]),
  foreign: [],
};
const guard = (changes: Partial<SwarmFacts>, remembered?: string, config = exampleConfig()) =>
  guardSwarm({ ...facts, ...changes }, exampleIdentity, config, remembered);

test("a new stack on a one-node Swarm passes", () => {
  expect(() => guard({})).not.toThrow();
});

test("another Swarm than the remembered one is refused", () => {
  expect(() => guard({}, "cluster-b")).toThrow(/belongs to the Swarm cluster-b.*Swarm cluster-a/);
});

test("the setting `swarm` overrides what is remembered, so that a stack can be moved on purpose", () => {
  expect(() => guard({}, "cluster-b", exampleConfig({ swarm: "cluster-a" }))).not.toThrow();
  expect(() => guard({}, "cluster-a", exampleConfig({ swarm: "cluster-c" }))).toThrow(/cluster-c/);
});

test("foreign objects with our names are refused and named, others do not matter", () => {
  const foreign = [
    { kind: "service", name: "example_redis" },
    { kind: "network", name: "example_edge" },
    { kind: "volume", name: "example_redis-data" },
    { kind: "service", name: "example_other" },
  ] as const;
  expect(() => guard({ foreign })).toThrow(
    "service example_redis, network example_edge, volume example_redis-data.",
  );
  expect(() => guard({ foreign: [foreign[3]] })).not.toThrow();
});

test("with several nodes Redis needs a fixed one", () => {
  expect(() => guard({ nodes: 3 })).toThrow(/3 nodes and `redis.node` is not set/);
  const config = exampleConfig({ redis: managedRedis({ node: "node-1" }) });
  expect(() => guard({ nodes: 3 }, undefined, config)).not.toThrow();
});
