import { withPersonalChannels, withPresenceMaps } from "./completed-channels.ts";
import {
  entriesAt,
  isTree,
  type Path,
  type StackCase,
  type Tree,
  toPath,
  valueAt,
  withValue,
  withValues,
} from "./stack-case.ts";

/** Parts of Centrifugo's configuration that refer to each other. */
export interface Parts {
  readonly settings: StackCase["namespaces"];
  readonly replicas: number;
  readonly entries: readonly Tree[];
  readonly channels: readonly Tree[];
  readonly withoutNamespace: Tree | undefined;
  readonly rpc: readonly Tree[];
  readonly consumers: readonly Tree[];
  readonly rpcWithoutNamespace: Tree | undefined;
  readonly clients: Readonly<Record<string, Tree>>;
  readonly rpcProxy: Tree;
  readonly personal: readonly string[];
  readonly metaTtl: string | undefined;
  readonly prefixes: boolean;
  readonly sharedPollKey: string;
}

const backend = "http://backend:3000/centrifugo";

/** Adds the parts to the other options, and to each what it needs of the others. */
export function completed(options: Tree, parts: Parts): Tree {
  const { entries, rpc, consumers, clients, rpcProxy, metaTtl } = parts;
  const lists: Tree = {
    ...(entries.length === 0 ? {} : { proxies: entries }),
    ...(parts.channels.length === 0 ? {} : { "channel.namespaces": parts.channels }),
    ...(parts.withoutNamespace === undefined ? {} : { "channel.without_namespace": parts.withoutNamespace }),
    ...(rpc.length === 0 ? {} : { "rpc.namespaces": rpc }),
    ...(consumers.length === 0 ? {} : { consumers }),
    ...Object.fromEntries(
      Object.entries(clients).map(([name, one]) => [
        `client.proxy.${name}`,
        { ...one, enabled: true, endpoint: backend },
      ]),
    ),
    ...(parts.rpcWithoutNamespace === undefined
      ? {}
      : { "rpc.without_namespace": parts.rpcWithoutNamespace }),
    ...(Object.keys(rpcProxy).length === 0 ? {} : { "rpc.proxy": rpcProxy }),
    ...(metaTtl === undefined ? {} : { "channel.history_meta_ttl": metaTtl }),
  };
  const steps = [
    withPresenceMaps,
    withPersonalChannels,
    withStandardProxies,
    withMapBroker,
    withSharedPollKey,
  ];
  return steps.reduce((tree, step) => step(tree, parts), withValues(options, lists));
}

/** Places of namespaces and of the options of channels without one. */
export function channelPlaces(tree: Tree): Path[] {
  const all = entriesAt(tree, ["channel", "namespaces"]).map(
    (_, index): Path => ["channel", "namespaces", index],
  );
  const rest: Path = ["channel", "without_namespace"];
  return valueAt(tree, rest) === undefined ? all : [...all, rest];
}

/** Options that use a proxy, and where the one called `default` stands. */
const uses = {
  subscribe_proxy: "channel.proxy.subscribe",
  publish_proxy: "channel.proxy.publish",
  sub_refresh_proxy: "channel.proxy.sub_refresh",
  subscribe_stream_proxy: "channel.proxy.subscribe_stream",
  "map.publish_proxy": "channel.proxy.map_publish",
  "map.remove_proxy": "channel.proxy.map_remove",
};

function withStandardProxies(tree: Tree): Tree {
  const needed = new Set<string>();
  for (const options of channelPlaces(tree).map((place) => valueAt(tree, place))) {
    for (const [use, standard] of Object.entries(uses)) {
      const isOn = valueAt(options, toPath(`${use}_enabled`)) === true;
      if (isOn && valueAt(options, toPath(`${use}_name`)) === "default") needed.add(standard);
    }
    const polls = valueAt(options, ["subscription_type"]) === "shared_poll";
    if (polls && (valueAt(options, ["shared_poll", "proxy_name"]) ?? "default") === "default")
      needed.add("channel.proxy.shared_poll_refresh");
  }
  const calls = [...entriesAt(tree, ["rpc", "namespaces"]), valueAt(tree, ["rpc", "without_namespace"])];
  const isStandard = (one: unknown) =>
    valueAt(one, ["proxy_enabled"]) === true && valueAt(one, ["proxy_name"]) === "default";
  if (calls.some(isStandard)) needed.add("rpc.proxy");
  return [...needed].reduce((made, key) => {
    const isStream = key.endsWith("subscribe_stream");
    return withValue(made, [...toPath(key), "endpoint"], isStream ? "grpc://backend:3001" : backend);
  }, tree);
}

function withMapBroker(tree: Tree, { replicas }: Parts): Tree {
  const type = valueAt(tree, ["map_broker", "type"]) ?? "memory";
  return replicas > 1 && type === "memory" ? withValue(tree, ["map_broker", "type"], "redis") : tree;
}

function withSharedPollKey(tree: Tree, { sharedPollKey }: Parts): Tree {
  const isUsed = channelPlaces(tree)
    .map((place) => valueAt(tree, place))
    .some((options) => isTree(options) && options["subscription_type"] === "shared_poll");
  return isUsed ? withValue(tree, ["shared_poll", "hmac_secret_key"], sharedPollKey) : tree;
}
