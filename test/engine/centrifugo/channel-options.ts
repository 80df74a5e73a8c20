import fc from "fast-check";
import { duration } from "./plain-values.ts";
import { someOptions } from "./some-options.ts";
import { joined, type Tree, withValues } from "./stack-case.ts";

/** Names of proxies that the options of a channel may use; `default` is the one under `channel.proxy`. */
export interface ProxyNames {
  readonly any: readonly string[];
  readonly grpc: readonly string[];
}

/** Options that fit only together with others of the same namespace. */
const linked =
  /^(name|history_.*|force_(?:positioning|recovery|recovery_mode)|allow_recovery|allow_positioning|auto_cache_recover|delta_publish|.*_proxy_.*|subscription_type|map\..*|shared_poll\..*|map_.*_presence_channel_prefix)$/;

const seconds = fc.oneof(
  fc.integer({ min: 1, max: 86_400 }).map((s) => `${s}s`),
  fc.constantFrom("1h", "24h", "10m", "1h30m", "0.5m", "720h"),
);

/** A history, and what works only on one. */
const history: fc.Arbitrary<Tree> = fc
  .record({
    size: fc.integer({ min: 1, max: 10_000 }),
    ttl: seconds,
    meta: fc.option(fc.constantFrom("720h", "8760h"), { nil: undefined }),
    recovery: fc.subarray([
      "force_recovery",
      "allow_recovery",
      "force_positioning",
      "allow_positioning",
      "delta_publish",
    ]),
    mode: fc.constantFrom(undefined, "", "stream", "cache"),
    cache: fc.boolean(),
  })
  .map(({ size, ttl, meta, recovery, mode, cache }) => ({
    history_size: size,
    history_ttl: ttl,
    ...(meta === undefined ? {} : { history_meta_ttl: meta }),
    ...Object.fromEntries(recovery.map((option) => [option, true])),
    ...(mode === undefined ? {} : { force_recovery_mode: mode }),
    ...(cache && mode === "cache" && recovery.includes("force_recovery") ? { auto_cache_recover: true } : {}),
  }));

const pageSizes = fc
  .tuple(...Array.from({ length: 3 }, () => fc.integer({ min: 1, max: 1_000 })))
  .map((all) => {
    const [min, standard, max] = all.toSorted((a, b) => a - b);
    return { "map.min_page_size": min, "map.default_page_size": standard, "map.max_page_size": max };
  });

/** A map with what its mode needs. */
function map(type: string, { any }: ProxyNames): fc.Arbitrary<Tree> {
  const modes = type === "map" ? ["ephemeral", "recoverable", "persistent"] : ["ephemeral", "recoverable"];
  return fc
    .record({
      mode: fc.constantFrom(...modes),
      keyTtl: duration,
      stream: fc.boolean(),
      free: someOptions("MapConfig", ["channel", "namespaces", "map"], 4, (key) =>
        /^(allow_|live_|subscribe_catch)/.test(key),
      ),
      sizes: fc.option(pageSizes, { nil: {} }),
      key: fc.constantFrom("", "client_id", "user_id"),
      remove: fc.boolean(),
      proxies: fc.subarray(["publish", "remove"]),
      proxy: fc.constantFrom("default", ...any),
    })
    .map(({ mode, keyTtl, stream, free, sizes, key, remove, proxies, proxy }) =>
      withValues(
        { subscription_type: type, map: free },
        {
          "map.mode": mode,
          ...(mode === "persistent" ? {} : { "map.key_ttl": keyTtl }),
          ...(stream && mode !== "ephemeral"
            ? { "map.stream_size": 100, "map.stream_ttl": "30s", "map.meta_ttl": "1h" }
            : {}),
          ...sizes,
          ...(proxies.length === 0 ? { "map.client_key": key } : {}),
          ...Object.fromEntries(
            proxies.flatMap((kind) => [
              [`map.${kind}_proxy_enabled`, true],
              [`map.${kind}_proxy_name`, proxy],
            ]),
          ),
          "map.remove_client_on_unsubscribe": remove,
        },
      ),
    );
}

function sharedPoll({ any }: ProxyNames): fc.Arbitrary<Tree> {
  const free = someOptions("SharedPollConfig", ["channel", "namespaces", "shared_poll"], 4, (key) =>
    /_(interval|size|connection|delay)$/.test(key),
  );
  return fc
    .tuple(free, fc.boolean(), fc.constantFrom("", "default", ...any))
    .map(([options, publishes, proxy]) => ({
      subscription_type: "shared_poll",
      shared_poll: {
        ...options,
        ...(proxy === "" ? {} : { proxy_name: proxy }),
        ...(publishes ? { mode: "versioned", publish_enabled: true } : {}),
      },
    }));
}

/** Uses of proxies; a stream proxy excludes the others. */
function proxyUses({ any, grpc }: ProxyNames): fc.Arbitrary<Tree> {
  const use = (kind: string, names: readonly string[]) =>
    fc
      .constantFrom("default", ...names)
      .map((name) => ({ [`${kind}_enabled`]: true, [`${kind}_name`]: name }));
  const separate = fc
    .tuple(
      ...["subscribe_proxy", "publish_proxy", "sub_refresh_proxy"].map((kind) =>
        fc.option(use(kind, any), { nil: {} }),
      ),
    )
    .map(joined);
  const stream = fc
    .tuple(use("subscribe_stream_proxy", grpc), fc.boolean())
    .map(([one, both]) => ({ ...one, subscribe_stream_proxy_bidirectional: both }));
  return fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: separate }, stream);
}

/** Options of a namespace, or of channels without one, that fit together. */
export function channelOptions(proxies: ProxyNames): fc.Arbitrary<Tree> {
  const kinds = fc.oneof(
    { weight: 6, arbitrary: fc.option(history, { nil: {} }) },
    ...["map", "map_clients", "map_users"].map((type) => ({ weight: 1, arbitrary: map(type, proxies) })),
    { weight: 1, arbitrary: sharedPoll(proxies) },
  );
  const free = someOptions("ChannelNamespace", ["channel", "namespaces"], 6, (key) => !linked.test(key));
  return fc.tuple(free, kinds, proxyUses(proxies)).map(joined);
}
