import { consumer } from "./consumers.ts";
import type { RefusedAtStart } from "./document.ts";

const broker = "require-complete-broker";
const sentinel = { sentinel_address: ["127.0.0.1:26379"] };

/** Engines, brokers and controllers at which only the start fails. */
export const brokerFaults: readonly RefusedAtStart[] = [
  {
    fault: "Sentinels of the engine without a master",
    says: "master name must be set",
    by: broker,
    config: { engine: { type: "redis", redis: sentinel } },
  },
  ...["broker", "presence_manager"].map((part) => ({
    fault: `Sentinels of the ${part} without a master`,
    says: "master name must be set",
    by: broker,
    config: { [part]: { enabled: true, type: "redis", redis: sentinel } },
  })),
  {
    fault: "Sentinels of the map broker without a master",
    says: "master name must be set",
    by: broker,
    config: { map_broker: { type: "redis", redis: sentinel } },
  },
  {
    fault: "Sentinels of a consumer without a master",
    says: "master name must be set",
    by: broker,
    config: consumer("redis_stream", { ...sentinel, streams: ["events"], consumer_group: "centrifugo" }),
  },
  {
    fault: "a broker in Postgres that is nowhere",
    says: "DSN is required",
    by: broker,
    config: { broker: { enabled: true, type: "postgres" } },
  },
  {
    fault: "a map broker in Postgres that is nowhere",
    says: "DSN is required",
    by: broker,
    config: { map_broker: { type: "postgres" } },
  },
  {
    fault: "a controller without a type",
    says: "unknown controller type",
    by: broker,
    config: { controller: { enabled: true } },
  },
  {
    fault: "an unreleased broker",
    says: "enable_unreleased_features",
    by: broker,
    config: { broker: { enabled: true, type: "redisnats" } },
  },
];
