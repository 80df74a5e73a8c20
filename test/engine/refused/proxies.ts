import { backend, namespace, type Refused } from "./document.ts";

const known = "require-known-proxy";
const complete = "require-complete-proxy";
const names = "require-valid-entry-names";
const uses = ["subscribe", "publish", "sub_refresh", "subscribe_stream"];
const mapUses = ["publish", "remove"];

/** Faults of proxies and of the names that stand for them. */
export const proxyFaults: readonly Refused[] = [
  ...uses.map((use) => ({
    fault: `a ${use} proxy that nothing defines`,
    by: known,
    config: namespace({ [`${use}_proxy_name`]: "backend" }),
  })),
  ...mapUses.map((use) => ({
    fault: `a map ${use} proxy that nothing defines`,
    by: known,
    config: namespace({ map: { [`${use}_proxy_name`]: "backend" } }),
  })),
  {
    fault: "a proxy of channels without a namespace that nothing defines",
    by: known,
    config: { proxies: [backend], channel: { without_namespace: { publish_proxy_name: "other" } } },
  },
  {
    fault: "an RPC proxy that nothing defines",
    by: known,
    config: { rpc: { without_namespace: { proxy_name: "backend" } } },
  },
  {
    fault: "an RPC namespace's proxy that nothing defines",
    by: known,
    config: { rpc: { namespaces: [{ name: "api", proxy_name: "backend" }] } },
  },
  {
    fault: "a shared poll's proxy that nothing defines",
    by: known,
    config: {
      ...namespace({ subscription_type: "shared_poll", shared_poll: { proxy_name: "backend" } }),
      shared_poll: { hmac_secret_key: "fixture-shared-poll-key-5a4b3c2d1e0f" },
    },
  },
  ...uses.map((use) => ({
    fault: `the default ${use} proxy without an endpoint`,
    by: complete,
    config: namespace({ [`${use}_proxy_enabled`]: true }),
  })),
  ...mapUses.map((use) => ({
    fault: `the default map ${use} proxy without an endpoint`,
    by: complete,
    config: namespace({ map: { [`${use}_proxy_enabled`]: true } }),
  })),
  {
    fault: "the default shared poll proxy without an endpoint",
    by: complete,
    config: {
      ...namespace({ subscription_type: "shared_poll" }),
      shared_poll: { hmac_secret_key: "fixture-shared-poll-key-5a4b3c2d1e0f" },
    },
  },
  {
    fault: "a default proxy without a timeout",
    by: complete,
    config: namespace(
      { publish_proxy_enabled: true },
      { proxy: { publish: { endpoint: backend.endpoint } } },
    ),
    env: { CENTRIFUGO_CHANNEL_PROXY_PUBLISH_TIMEOUT: "0s" },
  },
  ...["connect", "refresh"].map((use) => ({
    fault: `a ${use} proxy without an endpoint`,
    by: complete,
    config: { client: { proxy: { [use]: { enabled: true } } } },
  })),
  { fault: "a named proxy without an endpoint", by: complete, config: { proxies: [{ name: "backend" }] } },
  {
    fault: "a named proxy without a timeout",
    by: complete,
    config: { proxies: [backend] },
    env: { CENTRIFUGO_PROXIES_BACKEND_TIMEOUT: "0s" },
  },
  ...uses.slice(0, 3).map((use) => ({
    fault: `a stream proxy together with a ${use} proxy`,
    by: complete,
    config: {
      ...namespace({
        subscribe_stream_proxy_enabled: true,
        subscribe_stream_proxy_name: "stream",
        [`${use}_proxy_enabled`]: true,
        [`${use}_proxy_name`]: "backend",
      }),
      proxies: [backend, { name: "stream", endpoint: "grpc://backend:3001" }],
    },
  })),
  { fault: "two proxies of one name", by: names, config: { proxies: [backend, backend] } },
  {
    fault: "a proxy with a blank in its name",
    by: names,
    config: { proxies: [{ ...backend, name: "a b" }] },
  },
  {
    fault: "a proxy that is called default",
    by: names,
    config: { proxies: [{ ...backend, name: "default" }] },
  },
];
