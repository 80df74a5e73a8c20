import { centrifugo, type GoodShape, type MendedShape, type TestService } from "../resources.ts";
import { config, key } from "./files.ts";

const rule = "share-engine-between-replicas";

/** A Centrifugo with three replicas and these settings. */
export function replicated(settings: object, more: TestService = {}): TestService {
  return centrifugo({ mode: { replicated: { replicas: 3 } }, files: [config(settings)], ...more });
}

const redis = { engine: { type: "redis" } };
const postgres = { type: "postgres", postgres: { dsn: "postgres://postgres:5432/app" } };
const withPresence = { channel: { namespaces: [{ name: "org", presence: true }] } };
const withMap = {
  channel: {
    namespaces: [{ name: "org", subscription_type: "map", map: { mode: "ephemeral", key_ttl: "60s" } }],
  },
};

export const replicaShapes: readonly MendedShape[] = [
  [rule, "the memory engine by default", [replicated({})], [replicated(redis)]],
  [rule, "the memory engine", [replicated({ engine: { type: "memory" } })], [replicated(redis)]],
  [
    rule,
    "the memory engine in a variable over the file's Redis",
    [replicated(redis, { env: { ...key, CENTRIFUGO_ENGINE_TYPE: "memory" } })],
    [replicated(redis, { env: { ...key, CENTRIFUGO_ENGINE_TYPE: "redis" } })],
  ],
  [
    rule,
    "the memory engine by a flag",
    [replicated(redis, { spec: { args: ["centrifugo", "--engine.type=memory"] } })],
    [replicated({}, { spec: { args: ["centrifugo", "--engine.type=redis"] } })],
  ],
  [
    rule,
    "a broker that is switched on and left on memory",
    [replicated({ ...redis, broker: { enabled: true } })],
    [replicated({ ...redis, broker: { enabled: true, type: "redis" } })],
  ],
  [
    rule,
    "presence of the engine beside a broker",
    [replicated({ broker: { enabled: true, type: "redis" }, ...withPresence })],
    [
      replicated({
        broker: { enabled: true, type: "redis" },
        presence_manager: { enabled: true, type: "redis" },
        ...withPresence,
      }),
    ],
  ],
  [
    rule,
    "presence by a namespace's variable",
    [
      replicated(
        { broker: { enabled: true, type: "nats" }, channel: { namespaces: [{ name: "org" }] } },
        { env: { ...key, CENTRIFUGO_CHANNEL_NAMESPACES_ORG_PRESENCE: "1" } },
      ),
    ],
    [replicated({ broker: { enabled: true, type: "nats" }, channel: { namespaces: [{ name: "org" }] } })],
  ],
  [
    rule,
    "the map broker's default beside Redis",
    [replicated({ ...redis, ...withMap })],
    [replicated({ ...redis, ...withMap, map_broker: { type: "redis" } })],
  ],
  [
    rule,
    "Postgres as broker without a controller",
    [replicated({ ...redis, broker: { ...postgres, enabled: true } })],
    [
      replicated({
        ...redis,
        broker: { ...postgres, enabled: true },
        controller: { ...postgres, enabled: true },
      }),
    ],
  ],
  [
    rule,
    "v5's default engine",
    [
      replicated(
        {},
        {
          image: "centrifugo/centrifugo:v5.4.9",
          env: { CENTRIFUGO_API_KEY: key.CENTRIFUGO_HTTP_API_KEY },
        },
      ),
    ],
    [
      replicated(
        { engine: "redis" },
        {
          image: "centrifugo/centrifugo:v5.4.9",
          env: {
            CENTRIFUGO_API_KEY: key.CENTRIFUGO_HTTP_API_KEY,
            CENTRIFUGO_TOKEN_HMAC_SECRET_KEY: key.CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY,
          },
        },
      ),
    ],
  ],
];

export const goodReplicaShapes: readonly GoodShape[] = [
  ["one replica on memory", [centrifugo({ mode: { replicated: { replicas: 1 } } })]],
  ["no number of replicas, which is one", [centrifugo()]],
  ["the map broker's memory without a map namespace", [replicated(redis)]],
  ["a broker without presence", [replicated({ broker: { enabled: true, type: "nats" } })]],
  [
    "both parts on their own, so that the engine is not used",
    [
      replicated({
        broker: { enabled: true, type: "redis" },
        presence_manager: { enabled: true, type: "redis" },
        ...withPresence,
      }),
    ],
  ],
];
