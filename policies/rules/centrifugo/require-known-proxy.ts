import {
  type Entries,
  readChannelEntries,
  readEntries,
  readRpcEntries,
} from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import { channelUses, isNamed, type ProxyUse, rpcUses } from "../../proxies.ts";
import type { Observation, Rule } from "../../rule.ts";
import { showName } from "../../show-name.ts";

/** Finds names of proxies that no proxy has. */
export const requireKnownProxy: Rule = {
  id: "require-known-proxy",
  title: "A proxy that is named is defined",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start with `proxy with name … not found`, also while the proxy is not enabled.",
  fix: "Add an entry with this name to `proxies`, correct the name, or delete it: without a name the proxy under `channel.proxy` or `rpc.proxy` is used.",
  source: "Centrifugo internal/config/validate.go, validateChannelOptions and validateRpcOptions",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const proxies = readEntries(settings, "PROXIES");
  const channels = readChannelEntries(settings);
  const rpc = readRpcEntries(settings);
  const check = (use: ProxyUse): Check => checkName(use, proxies);
  return observe(settings, "every proxy that is named is defined", [
    examine(channels.entries, channelUses.map(check)),
    examine(rpc.entries, rpcUses.map(check)),
    { problems: [], isSure: channels.complete && rpc.complete },
  ]);
}

function checkName(use: ProxyUse, { entries, complete }: Entries): Check {
  return (options) => {
    if (!isNamed(options, use) || !(use.isNamedWhenOff || use.isOn(options))) return undefined;
    const wanted = options.text(use.name);
    if (entries.some(({ name }) => name === wanted)) return undefined;
    if (!complete) options.doubt();
    const names = entries.map(({ name }) => showName(name, "a name not shown here"));
    const defined =
      names.length === 0 ? "`proxies` is empty" : `\`proxies\` defines only ${names.join(", ")}`;
    return {
      origin: options.origin(use.name),
      message: `no proxy is called ${showName(wanted, "this name")}, ${defined}`,
    };
  };
}
