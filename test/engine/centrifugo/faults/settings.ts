import fc from "fast-check";
import type { Namespace } from "../../../../config/namespaces.ts";
import { withValue, withValues } from "../stack-case.ts";
import { change, type Fault } from "./fault.ts";

const named = (kind: string, name: string, namespace: Namespace, code: string): Fault => ({
  kind: `namespace: ${kind}`,
  put: (one) => ({ ...one, namespaces: { ...one.namespaces, [name]: namespace } }),
  code,
});
const ofOrg = (kind: string, namespace: Namespace, code: string) => named(kind, "Faulty", namespace, code);
const token = { access: "token" } as const;
const history = { size: 10, ttl: "10m" };

const namespaces: readonly Fault[] = [
  ...["10", "10d", "soon", "1500ms", "721h", "0s", "-5s", "9999999h"].map((ttl) =>
    ofOrg(`history of ${ttl}`, { ...token, history: { size: 10, ttl } }, "unit|duration|range"),
  ),
  ...[0, -1, 1.5].map((size) =>
    ofOrg(`history of ${size} messages`, { ...token, history: { size, ttl: "10m" } }, "range|type"),
  ),
  ofOrg("recovery without a history", { ...token, recovery: true }, "recovery"),
  ofOrg("proxy without a backend", { access: "proxy" }, "missing-proxy"),
  ...["backend:3000", "", "ftp://backend"].map((endpoint) =>
    ofOrg(`proxy at ${endpoint}`, { access: "proxy", proxy: { endpoint, timeout: "1s" } }, "endpoint"),
  ),
  ...["1", "0s", "never"].map((timeout) =>
    ofOrg(
      `proxy for ${timeout}`,
      { access: "proxy", proxy: { endpoint: "http://b:3000", timeout } },
      "unit|duration|range",
    ),
  ),
  ...["o", "team:a", "a b", "ä-ö", ""].map((name) => named(`called ${name}`, name, token, "namespace")),
];

const origins = [
  "*",
  "app.example.com",
  "https://App.example.com",
  "https://a.com/",
  "https://a.com,https://b.com",
].map(
  (origin): Fault => ({
    kind: `origin ${origin}`,
    put: (one) => ({ ...one, allowedOrigins: [...one.allowedOrigins, origin] }),
    code: "origin",
  }),
);

/** What the deployment needs, or another setting says, the other way round. */
const contradictions: readonly Fault[] = [
  ...Object.entries({
    "http_server.address": "127.0.0.1",
    "http_server.tls.enabled": true,
    "http_server.http3.enabled": true,
    "health.enabled": false,
    "log.file": "/var/log/centrifugo.log",
    pid_file: "/run/centrifugo.pid",
    "engine.redis.user": "another",
    "client.allowed_origins": ["https://other.example.com"],
  }).map(
    ([key, value]): Fault => ({
      kind: `contradiction at ${key}`,
      put: (one) => change(one, (tree) => withValue(tree, key.split("."), value)),
      code: "conflicting-setting",
    }),
  ),
  {
    kind: "contradiction in a namespace",
    put: (one) =>
      change({ ...one, namespaces: { Faulty: { ...token, history } } }, (tree) =>
        withValue(tree, ["channel", "namespaces"], [{ name: "Faulty", history_size: 20 }]),
      ),
    code: "conflicting-setting",
  },
];

/** Openings for strangers, and what only works with more than is there. */
const risks: readonly Fault[] = [
  ...[
    "client.insecure",
    "client.insecure_skip_token_signature_verify",
    "http_api.insecure",
    "admin.insecure",
  ].map(
    (key): Fault => ({
      kind: `insecure mode ${key}`,
      put: (one) => change(one, (tree) => withValue(tree, key.split("."), true)),
      code: "reject-insecure-mode",
    }),
  ),
  ...Object.entries({
    "admin.password": "9b1c4f60d27e8a35c1f09e7d62b8a4f3",
    "broker.redis.address": ["redis://:9b1c4f60d27e8a35@redis:6379"],
    "client.proxy.connect.http.static_headers": { Authorization: "Bearer 9b1c4f60d27e8a35" },
  }).map(
    ([key, value]): Fault => ({
      kind: `secret in clear at ${key}`,
      put: (one) => ({ ...change(one, (tree) => withValue(tree, key.split("."), value)), inClear: true }),
      code: "plain-secret",
    }),
  ),
  {
    kind: "API for strangers",
    put: (one) => change(one, (tree) => withValue(tree, ["http_api", "external"], true)),
    code: "keep-private-endpoints-internal",
  },
  {
    kind: "memory for several replicas",
    put: (one) =>
      change({ ...one, replicas: 2 }, (tree) =>
        withValues(tree, { "engine.type": "memory", "broker.enabled": false }),
      ),
    code: "share-engine-between-replicas",
  },
];

/** A mistake in the settings above Centrifugo's own options, or against them. */
export const settingFaults: readonly fc.Arbitrary<Fault>[] = [namespaces, origins, contradictions, risks].map(
  (faults) => fc.constantFrom(...faults),
);
