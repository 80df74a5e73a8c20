import type { Namespace } from "../namespaces.ts";
import type { Intention } from "./intention.ts";
import type { OptionPath } from "./option-path.ts";

/** What each kind of access means in Centrifugo's own options; all are stated, so that none is opened beside it. */
const accessOptions = {
  // No client-side right at all: who may subscribe is in the token that the backend issues.
  token: {
    allow_subscribe_for_client: false,
    allow_subscribe_for_anonymous: false,
    allow_user_limited_channels: false,
    subscribe_proxy_enabled: false,
  },
  user: {
    allow_subscribe_for_client: false,
    allow_subscribe_for_anonymous: false,
    allow_user_limited_channels: true,
    subscribe_proxy_enabled: false,
  },
  public: { allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true },
  proxy: {
    allow_subscribe_for_client: false,
    allow_subscribe_for_anonymous: false,
    subscribe_proxy_enabled: true,
  },
} as const;

const accessReasons = {
  token: "users get in with a token of the backend's only",
  user: "only the users named after `#` get in",
  public: "everyone who is connected gets in",
  proxy: "the backend is asked for each subscription",
} as const;

/** Centrifugo's options for what a team wants of a namespace. */
export function namespaceIntentions(name: string, wanted: Namespace): Intention[] {
  const entry = { entry: name };
  const stated = (option: string, value: unknown, setting: string[], why: string): Intention => ({
    option: ["channel", "namespaces", entry, option],
    value,
    setting: ["namespaces", name, ...setting],
    why,
    strength: "stated",
  });
  const why = accessReasons[wanted.access];
  return [
    stated("name", name, [], "a namespace of the stack file"),
    ...Object.entries(accessOptions[wanted.access]).map(([option, value]) =>
      stated(option, value, ["access"], why),
    ),
    ...(wanted.history === undefined
      ? []
      : [
          stated("history_size", wanted.history.size, ["history", "size"], "messages that a channel keeps"),
          stated("history_ttl", wanted.history.ttl, ["history", "ttl"], "how long a channel keeps them"),
        ]),
    ...(wanted.recovery === undefined
      ? []
      : [stated("force_recovery", wanted.recovery, ["recovery"], "clients get what they missed")]),
    ...(wanted.presence === undefined
      ? []
      : [stated("presence", wanted.presence, ["presence"], "who is in a channel is kept")]),
    ...(wanted.proxy === undefined ? [] : proxyIntentions(name, wanted.proxy)),
  ];
}

function proxyIntentions(name: string, proxy: NonNullable<Namespace["proxy"]>): Intention[] {
  const proxyName = `subscribe_${name}`;
  const stated = (option: OptionPath, value: unknown, setting: string): Intention => ({
    option,
    value,
    setting: ["namespaces", name, "proxy", setting],
    why: "which backend is asked",
    strength: "stated",
  });
  const entry = { entry: proxyName };
  return [
    stated(["channel", "namespaces", { entry: name }, "subscribe_proxy_name"], proxyName, "endpoint"),
    stated(["proxies", entry, "name"], proxyName, "endpoint"),
    stated(["proxies", entry, "endpoint"], proxy.endpoint, "endpoint"),
    stated(["proxies", entry, "timeout"], proxy.timeout, "timeout"),
  ];
}
