import type { Check } from "./entry-checks.ts";
import type { OptionReader } from "./option-reader.ts";

const mapTypes = ["map", "map_clients", "map_users"];
const presenceTypes = ["map_clients", "map_users"];
/** Modes in which an entry of the map expires. */
const expiringModes = ["ephemeral", "recoverable"];

function isMap(options: OptionReader): boolean {
  return mapTypes.includes(options.text("subscription_type"));
}

const checkMode: Check = (options) => {
  if (!isMap(options) || options.text("map.mode") !== "") return undefined;
  return {
    origin: options.origin("subscription_type"),
    message: `${options.show("subscription_type")}, but map.mode is not set`,
    fix: "Set `map.mode` to `ephemeral`, `recoverable` or `persistent`.",
  };
};

const checkKeyTtl: Check = (options) => {
  const mode = options.text("map.mode");
  const ttl = options.duration("map.key_ttl");
  if (expiringModes.includes(mode) && ttl === 0) {
    return {
      origin: options.origin("map.mode"),
      message: `${options.show("map.mode")}, but map.key_ttl, after which an entry expires, is not set`,
      fix: "Set `map.key_ttl`, for example `map.key_ttl: 60s`, or choose `map.mode: persistent`.",
    };
  }
  if (mode !== "persistent" || ttl === 0) return undefined;
  return {
    origin: options.origin("map.key_ttl"),
    message: `${options.show("map.key_ttl")}, but map.mode is persistent, in which nothing expires`,
    fix: "Delete `map.key_ttl`, or choose `map.mode: recoverable`.",
  };
};

/** Entries of clients and users that vanished are cleaned up by their time to live alone. */
const checkPresence: Check = (options) => {
  if (options.text("map.mode") !== "persistent") return undefined;
  if (!presenceTypes.includes(options.text("subscription_type"))) return undefined;
  return {
    origin: options.origin("map.mode"),
    message: `map.mode is persistent, but ${options.show("subscription_type")}, whose entries have to expire`,
    fix: "Choose `map.mode: ephemeral` or `map.mode: recoverable`, and set `map.key_ttl`.",
  };
};

const checkStream: Check = (options) => {
  if (options.text("map.mode") !== "ephemeral") return undefined;
  const given =
    options.integer("map.stream_size") > 0
      ? "map.stream_size"
      : ["map.stream_ttl", "map.meta_ttl"].find((option) => options.duration(option) !== 0);
  if (given === undefined) return undefined;
  return {
    origin: options.origin(given),
    message: `${options.show(given)}, but map.mode is ephemeral, which keeps no stream`,
    fix: `Delete \`${given}\`, or choose \`map.mode: recoverable\`.`,
  };
};

/** Centrifugo keeps a stream for a minute where nothing is said (`validateChannelOptions`, v6.9.1). */
const streamTtlDefault = 60_000;

const checkMetaTtl: Check = (options) => {
  const meta = options.duration("map.meta_ttl");
  if (meta <= 0 || !["recoverable", "persistent"].includes(options.text("map.mode"))) return undefined;
  const given = options.duration("map.stream_ttl");
  if (meta >= (given === 0 ? streamTtlDefault : given)) return undefined;
  const stream = given === 0 ? "map.stream_ttl is 1m by default" : options.show("map.stream_ttl");
  return {
    origin: options.origin("map.meta_ttl"),
    message: `${options.show("map.meta_ttl")}, but ${stream}: the stream would outlive its own position`,
    fix: "Make `map.meta_ttl` at least as long as `map.stream_ttl`, or delete it.",
  };
};

const checkRemoval: Check = (options) => {
  if (!options.isOn("map.remove_client_on_unsubscribe") || isMap(options)) return undefined;
  return {
    origin: options.origin("map.remove_client_on_unsubscribe"),
    message: `map.remove_client_on_unsubscribe is on, but ${options.show("subscription_type")}, which is no map`,
    fix: "Set `subscription_type` to `map`, `map_clients` or `map_users`, or delete the option.",
  };
};

/** Both would decide the key of an entry. */
const keyProxies = ["map.publish_proxy_enabled", "map.remove_proxy_enabled"];

const checkClientKey: Check = (options) => {
  const clash = keyProxies.find(options.isOn);
  if (clash === undefined || !options.isGiven("map.client_key")) return undefined;
  return {
    origin: options.origin("map.client_key"),
    message: `map.client_key is set, but ${clash} is on, and then the proxy decides the key`,
    fix: `Delete \`map.client_key\` and let the proxy answer with the key, or delete \`${clash}\`.`,
  };
};

/** What the options of one map have to agree on. */
export const mapChecks: readonly Check[] = [
  checkMode,
  checkKeyTtl,
  checkPresence,
  checkStream,
  checkMetaTtl,
  checkRemoval,
  checkClientKey,
];
