import {
  type Entries,
  readChannelEntries,
  readEntries,
  readRpcEntries,
} from "../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import { type OptionGroup, readGroup } from "../model/option-group.ts";
import type { Origin } from "../model/value.ts";
import { type OptionReader, readOptions } from "./option-reader.ts";

/** What an entry may ask a proxy for. */
export interface ProxyUse {
  /** Option with the proxy's name; empty and `default` mean the one at `standard`. */
  readonly name: string;
  /** Option that turns it on. */
  readonly by: string;
  /** Key of the proxy that is called `default` here. */
  readonly standard: string;
  readonly isOn: (options: OptionReader) => boolean;
  /** True: a name that no proxy has is refused also while nothing turns the proxy on. */
  readonly isNamedWhenOff: boolean;
}

/** Name of the proxies that stand at a key of their own. */
export const standardName = "default";

const subscribeStream = use("subscribe_stream_proxy", "channel.proxy.subscribe_stream");
const sharedPoll: ProxyUse = {
  name: "shared_poll.proxy_name",
  by: "subscription_type",
  standard: "channel.proxy.shared_poll_refresh",
  isOn: (options) => options.text("subscription_type") === "shared_poll",
  isNamedWhenOff: false,
};

/** Uses by namespaces and channels without one. */
export const channelUses: readonly ProxyUse[] = [
  use("subscribe_proxy", "channel.proxy.subscribe"),
  use("publish_proxy", "channel.proxy.publish"),
  use("sub_refresh_proxy", "channel.proxy.sub_refresh"),
  subscribeStream,
  use("map.publish_proxy", "channel.proxy.map_publish"),
  use("map.remove_proxy", "channel.proxy.map_remove"),
  sharedPoll,
];

/** Uses by RPC namespaces and RPC without one. */
export const rpcUses: readonly ProxyUse[] = [use("proxy", "rpc.proxy")];

function use(start: string, standard: string): ProxyUse {
  const by = `${start}_enabled`;
  return {
    name: `${start}_name`,
    by,
    standard,
    isOn: (options) => options.isOn(by),
    isNamedWhenOff: true,
  };
}

/** True where the proxy is one of `proxies`. */
export function isNamed(options: OptionReader, { name }: ProxyUse): boolean {
  return !["", standardName].includes(options.text(name));
}

/** A proxy that has to be complete. */
export interface UsedProxy {
  readonly proxy: OptionGroup;
  /** What turns it on, for a message, and where; undefined: it is one of `proxies`, which all have to be complete. */
  readonly user: { readonly key: string; readonly origin: Origin } | undefined;
  readonly isStream: boolean;
}

/** All of `proxies`, and the ones at a key of their own that something uses. */
export function usedProxies(settings: CentrifugoSettings): { used: readonly UsedProxy[]; isSure: boolean } {
  const named = readEntries(settings, "PROXIES");
  const lists = [readChannelEntries(settings), readRpcEntries(settings)];
  const uses = [...usesIn(lists[0], channelUses), ...usesIn(lists[1], rpcUses)];
  const active = uses.filter(({ options, use }) => use.isOn(options));
  const standard = active.filter(({ options, use }) => !isNamed(options, use));
  const streams = active.filter(({ use }) => use === subscribeStream);
  const streamNames = new Set(streams.map(({ options, use }) => options.text(use.name)));
  const clients = clientProxies.map((key) => readOptions(readGroup(settings, key)));

  const used: UsedProxy[] = [
    ...named.entries.map((proxy) => ({ proxy, user: undefined, isStream: streamNames.has(proxy.name) })),
    ...clients
      .filter((options) => options.isOn("enabled"))
      .map(({ group, origin }) => ({
        proxy: group,
        user: { key: `${group.key}.enabled`, origin: origin("enabled") },
        isStream: false,
      })),
    ...standard.map(({ options, use }) => ({
      proxy: readGroup(settings, use.standard),
      user: { key: `${options.group.key}.${use.by}`, origin: options.origin(use.by) },
      isStream: use === subscribeStream,
    })),
  ];
  const isSure =
    [named, ...lists].every(({ complete }) => complete) &&
    [...uses.map(({ options }) => options), ...clients].every((options) => options.isSure());
  return { used, isSure };
}

const clientProxies = ["client.proxy.connect", "client.proxy.refresh"];

function usesIn(list: Entries | undefined, uses: readonly ProxyUse[]) {
  return (list?.entries ?? []).flatMap((group) => uses.map((use) => ({ options: readOptions(group), use })));
}
