import type { OptionReader } from "./option-reader.ts";

/** Something that a namespace lets every client do without asking anybody. */
export interface ClientRight {
  readonly option: string;
  /** Says what that means, after "is on, and". */
  readonly meaning: string;
  readonly isGiven: (options: OptionReader) => boolean;
}

/** The right to publish; the stream of a stream proxy is asked, or refuses everybody where it goes one way. */
export const allowPublish: ClientRight = {
  option: "allow_publish_for_client",
  meaning: "nothing checks what clients publish",
  isGiven: (options) =>
    options.isOn("allow_publish_for_client") &&
    !options.isOn("publish_proxy_enabled") &&
    !options.isOn("subscribe_stream_proxy_enabled"),
};

/**
 * Rights to change what others see. Where a proxy decides, the right itself counts for nothing (Centrifugo
 * internal/client/handler.go: OnPublish, OnMapPublish, OnMapRemove).
 */
export const publishRights: readonly ClientRight[] = [
  allowPublish,
  {
    option: "map.allow_publish_for_client",
    meaning: "nothing checks what clients write into the map",
    isGiven: (options) =>
      isMap(options) &&
      options.isOn("map.allow_publish_for_client") &&
      !options.isOn("map.publish_proxy_enabled"),
  },
  {
    option: "map.allow_remove_for_client",
    meaning: "every client may remove every entry of the map",
    // Where Centrifugo chooses the key, a client removes no entry but its own.
    isGiven: (options) =>
      isMap(options) &&
      options.isOn("map.allow_remove_for_client") &&
      !options.isOn("map.remove_proxy_enabled") &&
      !options.isGiven("map.client_key"),
  },
];

/** Nobody can subscribe to the map of a namespace of another kind. */
function isMap(options: OptionReader): boolean {
  return ["map", "map_clients", "map_users"].includes(options.text("subscription_type"));
}
