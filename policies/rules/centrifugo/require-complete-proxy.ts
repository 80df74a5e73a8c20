import { readChannelEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import { type UsedProxy, usedProxies } from "../../proxies.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds proxies that cannot be called. */
export const requireCompleteProxy: Rule = {
  id: "require-complete-proxy",
  title: "A proxy has an endpoint and a timeout",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start with `endpoint not set`; without an endpoint for RPC it starts, and every call fails.",
  fix: "Set the proxy's `endpoint`, for example `http://backend:3000/centrifugo/subscribe` or `grpc://backend:3001`, and leave `timeout` at its default of 1s.",
  source: "Centrifugo internal/config/validate.go, validateProxy; internal/app/proxy.go",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { used, isSure } = usedProxies(settings);
  const channels = readChannelEntries(settings);
  return observe(settings, "every proxy is complete", [
    ...used.map((proxy) => examine([proxy.proxy], [checkEndpoint(proxy), checkTimeout, checkStream(proxy)])),
    examine(channels.entries, [checkTogether]),
    { problems: [], isSure },
  ]);
}

function checkEndpoint({ proxy, user }: UsedProxy): Check {
  return (options) => {
    if (options.isGiven("endpoint")) return undefined;
    if (user === undefined) return { origin: proxy.origin, message: "this proxy has no endpoint" };
    return { origin: user.origin, message: `${user.key} needs ${proxy.key}, which has no endpoint` };
  };
}

const checkTimeout: Check = (options) => {
  if (options.duration("timeout") !== 0) return undefined;
  return {
    origin: options.origin("timeout"),
    message: "the timeout is zero, which leaves the backend no time to answer",
    fix: "Delete the timeout, which makes it 1s, or write one with a unit, for example `3s`.",
  };
};

function checkStream({ proxy, isStream }: UsedProxy): Check {
  return (options) => {
    if (!isStream || !options.isGiven("endpoint") || !options.text("endpoint").startsWith("http"))
      return undefined;
    return {
      origin: options.origin("endpoint"),
      message: `${proxy.key} serves a subscribe stream, and its endpoint speaks HTTP`,
      fix: "Give it a gRPC endpoint such as `grpc://backend:3001`: subscribe streams exist for gRPC alone.",
    };
  };
}

const others = ["subscribe_proxy_enabled", "publish_proxy_enabled", "sub_refresh_proxy_enabled"];

const checkTogether: Check = (options) => {
  if (!options.isOn("subscribe_stream_proxy_enabled")) return undefined;
  const clash = others.find(options.isOn);
  if (clash === undefined) return undefined;
  return {
    origin: options.origin("subscribe_stream_proxy_enabled"),
    message: `subscribe_stream_proxy_enabled is on together with ${clash}, and Centrifugo refuses the two`,
    fix: `Delete \`${clash}\`, or use it without the stream proxy.`,
  };
};
