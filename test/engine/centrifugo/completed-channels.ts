import type { Parts } from "./completed.ts";
import { entriesAt, type Path, type Tree, valueAt, withValue } from "./stack-case.ts";

/** Points presence in maps at namespaces that are made for it. */
export function withPresenceMaps(tree: Tree, { prefixes, channels, withoutNamespace }: Parts): Tree {
  if (!prefixes || channels.length === 0) return tree;
  const boundary = valueAt(tree, ["channel", "namespace_boundary"]) ?? ":";
  const targets = ["map_clients", "map_users"].map((type) => ({
    name: `Presence_${type}`,
    subscription_type: type,
    map: { mode: "ephemeral", key_ttl: "60s" },
  }));
  const places: Path[] = [
    ["channel", "namespaces", 0],
    ...(withoutNamespace === undefined ? [] : [["channel", "without_namespace"]]),
  ];
  const prefixed = places.reduce(
    (outer, place) =>
      targets.reduce(
        (made, { name, subscription_type: type }) =>
          withValue(made, [...place, `${type}_presence_channel_prefix`], `${name}${boundary}`),
        outer,
      ),
    tree,
  );
  return withValue(
    prefixed,
    ["channel", "namespaces"],
    [...entriesAt(prefixed, ["channel", "namespaces"]), ...targets],
  );
}

/** Puts the personal channels into a namespace that fits. */
export function withPersonalChannels(tree: Tree, { personal, channels }: Parts): Tree {
  if (personal.length === 0) return tree;
  const name = channels[0]?.["name"];
  const own = withValue(tree, ["client", "subscribe_to_user_personal_channel"], {
    ...Object.fromEntries(personal.map((option) => [option, true])),
    ...(name === undefined ? {} : { personal_channel_namespace: name }),
  });
  if (!personal.includes("single_connection")) return own;
  // While personal channels are off, Centrifugo asks for presence in channels without a namespace too.
  const places: Path[] = [
    ...(name === undefined ? [] : [["channel", "namespaces", 0]]),
    ...(name === undefined || !personal.includes("enabled") ? [["channel", "without_namespace"]] : []),
  ];
  return places.reduce((made, place) => withValue(made, [...place, "presence"], true), own);
}
