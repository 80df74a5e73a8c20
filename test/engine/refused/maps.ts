import { namespace, type Refused } from "./document.ts";

const map = "require-consistent-map-options";
const presence = "require-map-presence-namespace";
const expiring = { mode: "recoverable", key_ttl: "60s" };
const ofMap = (options: object) => namespace({ subscription_type: "map", map: options });
const clients = { name: "clients", subscription_type: "map_clients", map: expiring };

/** Faults of map subscriptions and of presence in maps. */
export const mapFaults: readonly Refused[] = [
  ...["map", "map_clients", "map_users"].map((type) => ({
    fault: `${type} without a mode`,
    by: map,
    config: namespace({ subscription_type: type }),
  })),
  { fault: "an ephemeral map whose keys stay", by: map, config: ofMap({ mode: "ephemeral" }) },
  { fault: "a recoverable map whose keys stay", by: map, config: ofMap({ mode: "recoverable" }) },
  {
    fault: "a persistent map whose keys expire",
    by: map,
    config: ofMap({ mode: "persistent", key_ttl: "60s" }),
  },
  ...["map_clients", "map_users"].map((type) => ({
    fault: `persistent ${type}`,
    by: map,
    config: namespace({ subscription_type: type, map: { mode: "persistent" } }),
  })),
  ...Object.entries({ stream_size: 10, stream_ttl: "60s", meta_ttl: "60s" }).map(([option, value]) => ({
    fault: `an ephemeral map with ${option}`,
    by: map,
    config: ofMap({ mode: "ephemeral", key_ttl: "60s", [option]: value }),
  })),
  {
    fault: "a map's stream that outlives its position",
    by: map,
    config: ofMap({ ...expiring, stream_ttl: "2m", meta_ttl: "90s" }),
  },
  {
    fault: "a map's stream that outlives its position by default",
    by: map,
    config: ofMap({ ...expiring, meta_ttl: "30s" }),
  },
  {
    fault: "removal on unsubscribe in a stream",
    by: map,
    config: namespace({ map: { remove_client_on_unsubscribe: true } }),
  },
  ...["publish", "remove"].map((use) => ({
    fault: `a client's key together with a ${use} proxy`,
    by: map,
    config: namespace(
      { map: { client_key: "user_id", [`${use}_proxy_enabled`]: true } },
      { proxy: { [`map_${use}`]: { endpoint: "http://backend:3000" } } },
    ),
  })),
  {
    fault: "a smallest page above the largest",
    by: map,
    config: namespace({ map: { min_page_size: 20, max_page_size: 10 } }),
  },
  {
    fault: "a default page above the largest",
    by: map,
    config: namespace({ map: { default_page_size: 20, max_page_size: 10 } }),
  },
  {
    fault: "a default page below the smallest",
    by: map,
    config: namespace({ map: { default_page_size: 5, min_page_size: 10 } }),
  },
  ...["map_clients", "map_users"].map((type) => ({
    fault: `a prefix of ${type} that leads to no namespace`,
    by: presence,
    config: namespace({ [`${type}_presence_channel_prefix`]: "clients:" }),
  })),
  {
    fault: "a prefix that leads to a stream",
    by: presence,
    config: namespace({ map_clients_presence_channel_prefix: "org:" }),
  },
  {
    fault: "a prefix of users that leads to clients",
    by: presence,
    config: {
      channel: { namespaces: [{ name: "org", map_users_presence_channel_prefix: "clients:" }, clients] },
    },
  },
  {
    fault: "a prefix without a boundary",
    by: presence,
    config: {
      channel: { namespaces: [{ name: "org", map_clients_presence_channel_prefix: "clients" }, clients] },
    },
  },
  {
    fault: "a prefix without a boundary where channels without a namespace are such a map",
    by: presence,
    config: {
      channel: {
        without_namespace: { subscription_type: "map_clients", map: expiring },
        namespaces: [{ name: "org", map_clients_presence_channel_prefix: "clients-" }],
      },
    },
  },
  {
    fault: "a prefix without a namespace that leads to a stream",
    by: presence,
    config: { channel: { without_namespace: { map_clients_presence_channel_prefix: "clients-" } } },
  },
  ...Object.entries({ min_page_size: -1, max_page_size: -1, default_page_size: -1, client_key: "name" }).map(
    ([option, value]) => ({
      fault: `${value} as map.${option}`,
      by: "schema",
      config: namespace({ map: { [option]: value } }),
    }),
  ),
  ...Object.entries({ key_ttl: "-1s", stream_size: -1, stream_ttl: "-1s", meta_ttl: "-1s" }).map(
    ([option, value]) => ({
      fault: `${value} as map.${option}`,
      by: "schema",
      config: ofMap({ ...expiring, [option]: value }),
    }),
  ),
  { fault: "an unknown mode of a map", by: "schema", config: ofMap({ mode: "durable" }) },
  {
    fault: "an unknown type of subscription",
    by: "schema",
    config: namespace({ subscription_type: "queue" }),
  },
];
