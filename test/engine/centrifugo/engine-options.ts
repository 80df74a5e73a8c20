import fc from "fast-check";
import { secretText } from "./plain-values.ts";
import type { Tree } from "./stack-case.ts";

const sentinel = {
  sentinel_address: ["sentinel-1:26379,sentinel-2:26379"],
  sentinel_master_name: "realtime",
};
const cluster = { cluster_address: ["redis-1:6379,redis-2:6379"] };

/** Parts that may have another place than the engine, each with what its type needs; memory is for one replica. */
const brokers = (dsn: string): readonly Tree[] => [
  { "broker.enabled": true, "broker.type": "redis" },
  { "broker.enabled": true, "broker.type": "redis", "broker.redis": sentinel },
  { "broker.enabled": true, "broker.type": "redis", "broker.redis": cluster },
  { "broker.enabled": true, "broker.type": "nats" },
  {
    "broker.enabled": true,
    "broker.type": "redisnats",
    "broker.redis": sentinel,
    "broker.redisnats.redis": { ...sentinel, ...cluster },
    enable_unreleased_features: true,
  },
  {
    "broker.enabled": true,
    "broker.type": "postgres",
    "broker.postgres.dsn": dsn,
    "controller.enabled": true,
    "controller.type": "postgres",
    "controller.postgres.dsn": dsn,
  },
];
const presence: readonly Tree[] = [
  { "presence_manager.enabled": true, "presence_manager.type": "redis" },
  { "presence_manager.enabled": true, "presence_manager.type": "redis", "presence_manager.redis": sentinel },
  { "presence_manager.enabled": true, "presence_manager.type": "redis", "presence_manager.redis": cluster },
];
const maps = (dsn: string): readonly Tree[] => [
  { "map_broker.type": "redis" },
  { "map_broker.type": "redis", "map_broker.redis": sentinel },
  { "map_broker.type": "redis", "map_broker.redis": cluster },
  { "map_broker.type": "postgres", "map_broker.postgres.dsn": dsn },
];
const inMemory: readonly Tree[] = [
  { "engine.type": "memory" },
  { "broker.enabled": true, "broker.type": "memory" },
  { "presence_manager.enabled": true, "presence_manager.type": "memory" },
  { "map_broker.type": "memory" },
];

/** The choices that need nothing but one Redis. */
const onOneRedis: readonly Tree[] = [
  { "broker.enabled": true, "broker.type": "redis" },
  { "presence_manager.enabled": true, "presence_manager.type": "redis" },
  { "map_broker.type": "redis" },
];

/** Where messages, presence and maps are kept; `isSmall`: with one Redis at most. */
export function engineOptions(replicas: number, isSmall: boolean): fc.Arbitrary<readonly Tree[]> {
  const seldom = (choices: readonly Tree[]) => fc.option(fc.constantFrom(...choices), { nil: {}, freq: 2 });
  const alone = replicas === 1 ? fc.subarray([...inMemory], { maxLength: 2 }) : fc.constant([]);
  if (isSmall) {
    return fc.tuple(fc.subarray([...onOneRedis]), alone).map(([shared, memory]) => [...shared, ...memory]);
  }
  return fc.tuple(secretText, alone).chain(([secret, memory]) => {
    const dsn = `postgres://centrifugo:${secret}@postgres:5432/centrifugo`;
    return fc.tuple(
      fc.constantFrom({}, { "engine.type": "redis" }),
      seldom(brokers(dsn)),
      seldom(presence),
      seldom(maps(dsn)),
      ...memory.map((one) => fc.constant(one)),
    );
  });
}
