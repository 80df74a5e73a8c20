import fc from "fast-check";
import { channelOptions, type ProxyNames } from "./channel-options.ts";
import { completed } from "./completed.ts";
import { engineOptions } from "./engine-options.ts";
import { consumers, proxies, proxyOptions, rpcNamespaces, rpcUse, variable } from "./entries.ts";
import { isFree } from "./left-out.ts";
import { namespaceSettings } from "./namespace-settings.ts";
import { word } from "./plain-values.ts";
import { serverOptions } from "./server-options.ts";
import { someOptions } from "./some-options.ts";
import { joined, type StackCase, withValues } from "./stack-case.ts";
import { transforms } from "./transforms.ts";

const origins = fc.uniqueArray(
  fc.oneof(
    fc.stringMatching(/^https:\/\/[a-z]{1,8}\.example\.com(:[1-9][0-9]{3})?$/),
    fc.constantFrom("https://*.example.com", "http://localhost:3000", "capacitor://localhost"),
  ),
  { minLength: 1, maxLength: 3 },
);

/** Namespaces of Centrifugo's own list, some of them for presence in maps. */
function namespaces(names: ProxyNames) {
  const one = fc.tuple(word, channelOptions(names)).map(([name, options]) => ({ ...options, name }));
  return fc.uniqueArray(one, { maxLength: 3, selector: ({ name }) => variable(name) });
}

/**
 * A stack whose parts all fit together: everything in it is right.
 *
 * @param isSmall with no server beside Centrifugo but one Redis, as far as engine and brokers go.
 */
export const stackCases = (isSmall: boolean): fc.Arbitrary<StackCase> =>
  fc
    .tuple(proxies, fc.integer({ min: 1, max: 3 }))
    .chain(([{ entries, names }, replicas]) =>
      fc.record({
        entries: fc.constant(entries),
        replicas: fc.constant(replicas),
        allowedOrigins: origins,
        settings: namespaceSettings,
        root: someOptions("Config", [], 14, isFree),
        engine: engineOptions(replicas, isSmall),
        server: serverOptions,
        channels: namespaces(names),
        withoutNamespace: fc.option(channelOptions(names), { nil: undefined }),
        rpc: rpcNamespaces(names),
        consumers,
        transforms,
        rpcWithoutNamespace: fc.option(rpcUse(names), { nil: undefined }),
        clients: fc.record(
          {
            connect: proxyOptions("ConnectProxy", ["client", "proxy", "connect"]),
            refresh: proxyOptions("RefreshProxy", ["client", "proxy", "refresh"]),
          },
          { requiredKeys: [] },
        ),
        rpcProxy: proxyOptions("Proxy", ["rpc", "proxy"]),
        personal: fc.subarray(["enabled", "single_connection"]),
        metaTtl: fc.option(fc.constantFrom("720h", "1440h"), { nil: undefined }),
        prefixes: fc.boolean(),
        sharedPollKey: fc.stringMatching(/^[0-9a-f]{64}$/),
      }),
    )
    .map(({ allowedOrigins, replicas, settings, root, engine, server, transforms: lists, ...parts }) => ({
      allowedOrigins,
      replicas,
      namespaces: settings,
      centrifugo: completed(withValues(root, joined([...engine, ...server, lists])), {
        ...parts,
        settings,
        replicas,
      }),
    }));

export const validCase = stackCases(false);
