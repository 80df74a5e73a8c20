import type { Schema } from "../../config/json-schema/schema.ts";
import { project } from "./stack.ts";

const base: Readonly<Record<string, string>> = {
  domain: "a.example.com",
  allowedOrigins: "[https://app.example.com]",
  namespaces: "{ org: { access: token } }",
};

/** A stack file with another value, in YAML, for one of its settings. */
export const withValue = (key: string, value: string) => yamlOf({ ...base, [key]: value }, []);

/** A stack file with more lines under `config:`. */
const withSettings = (...lines: string[]) => yamlOf(base, lines);

function yamlOf(settings: Readonly<Record<string, string>>, lines: readonly string[]): string {
  const own = Object.entries(settings).map(([key, value]) => `${project}:${key}: ${value}`);
  return `config:\n${[...own, ...lines].map((line) => `  ${line}\n`).join("")}`;
}

/** Stack files that are right, by what they show. */
export const accepted: [string, string][] = [
  ["the least that a stack needs", withSettings()],
  ["encrypted secrets", withSettings("centrifugo-swarm:tokenSecret: { secure: v1:abc }")],
  ["settings of other projects", withSettings("docker:host: ssh://manager", "aws:region: eu-central-1")],
  ["a key without the project's name", withSettings('swarm: "aaaaabbbbbcccccdddddeeeee"')],
  ["numbers as text", withValue("replicas", '"3"')],
  ["a map as text", withValue("namespaces", `'{"org":{"access":"token"}}'`)],
  ["an encrypted list", withValue("channels", "{ secure: v1:abc }")],
  ["a wildcard origin", withValue("allowedOrigins", "[https://*.example.com, http://localhost:3000]")],
  ["a proxy", withValue("namespaces", "{ org: { access: proxy, proxy: { endpoint: grpc://b:9 } } }")],
  [
    "raw options",
    withSettings("centrifugo-swarm:centrifugo: { client: { ping_interval: 20s, channel_limit: 5 } }"),
  ],
  [
    "an option of a list",
    withSettings("centrifugo-swarm:centrifugo: { rpc: { namespaces: [{ name: rpc }] } }"),
  ],
  [
    "an encrypted option",
    withSettings("centrifugo-swarm:centrifugo: { admin: { secret: { secure: v1:a } } }"),
  ],
  [
    "an option without a unit",
    withSettings("centrifugo-swarm:centrifugo: { client: { channel_position_max_time_lag: 0 } }"),
  ],
  [
    "an option for texts",
    withSettings("centrifugo-swarm:centrifugo: { http_server: { internal_port: 9001 } }"),
  ],
];

/** Stack files that are wrong, by what is. */
export const refused: [string, string][] = [
  ["a misspelt setting", withSettings("centrifugo-swarm:domian: a.example.com")],
  ["a setting that is none", withSettings("centrifugo-swarm:docker:host: ssh://manager")],
  ["a misspelt key inside", withValue("tls", "{ mod: development }")],
  ["a scheme before the domain", withValue("domain", "https://a.example.com")],
  ["an origin with a path", withValue("allowedOrigins", "[https://app.localhost/]")],
  ["origins in one text", withValue("allowedOrigins", '["https://a.example,https://b.example"]')],
  ["no origin", withValue("allowedOrigins", "[]")],
  ["a channel without namespace", withValue("channels", "[messages]")],
  ["an unknown access", withValue("namespaces", "{ org: { access: everybody } }")],
  ["a namespace without access", withValue("namespaces", "{ org: {} }")],
  ["half a history", withValue("namespaces", "{ org: { access: token, history: { size: 5 } } }")],
  [
    "a duration without unit",
    withValue("namespaces", "{ org: { access: token, history: { size: 5, ttl: 60 } } }"),
  ],
  ["a namespace's name with a space", withValue("namespaces", '{ "my org": { access: token } }')],
  ["no task", withValue("replicas", "0")],
  ["a word for a number", withValue("replicas", "two")],
  ["an unknown mode", withValue("redis", "{ mode: sentinel }")],
  ["ACME without an account", withValue("tls", "{ mode: acme, acme: { challenge: http } }")],
  ["a challenge that is none", withValue("tls", "{ mode: acme, acme: { email: a@b.org, challenge: tls } }")],
  ["credentials in clear", withSettings("centrifugo-swarm:dnsCredentials: { CF_DNS_API_TOKEN: abc }")],
  ["memory without unit", withSettings("centrifugo-swarm:resources: { redis: { memory: 512 } }")],
  ["an image without version", withSettings("centrifugo-swarm:images: { redis: redis:latest }")],
  ["a port that is none", withValue("traefik", "{ httpsPort: 70000 }")],
  ["a secret in clear", withSettings("centrifugo-swarm:apiKey: 0123456789abcdef0123456789abcdef")],
  ["a misspelt option", withSettings("centrifugo-swarm:centrifugo: { client: { pong_timeou: 8s } }")],
  ["an option of v5", withSettings("centrifugo-swarm:centrifugo: { token_hmac_secret_key: x }")],
  [
    "an option with the wrong type",
    withSettings("centrifugo-swarm:centrifugo: { client: { insecure: maybe } }"),
  ],
  [
    "an option's duration without unit",
    withSettings("centrifugo-swarm:centrifugo: { client: { ping_interval: 25 } }"),
  ],
  [
    "a text for a list",
    withSettings("centrifugo-swarm:centrifugo: { client: { allowed_origins: https://a.example } }"),
  ],
  ["an unknown word", withSettings("centrifugo-swarm:centrifugo: { log: { level: loud } }")],
  [
    "an entry without name",
    withSettings("centrifugo-swarm:centrifugo: { proxies: [{ endpoint: http://b }] }"),
  ],
  [
    "a secret option in clear",
    withSettings("centrifugo-swarm:centrifugo: { admin: { password: abcdefghijklmnopqrst } }"),
  ],
  ["all options in one secret", withSettings("centrifugo-swarm:centrifugo: { secure: v1:abc }")],
  ["nothing for an option", withSettings("centrifugo-swarm:centrifugo: { log: }")],
  ["no domain", "config: { centrifugo-swarm:allowedOrigins: [https://a.example.com] }\n"],
];

/** Defaults and examples in a schema, with the places of the schemas that they belong to. */
export function valuesBelow(schema: Schema, pointer: string): { pointer: string; value: unknown }[] {
  const own = "default" in schema ? [schema.default] : [];
  const children = [
    ...Object.entries(schema.properties ?? {}).map(([key, child]) => [`properties/${key}`, child] as const),
    ...(schema.anyOf ?? []).map((child, index) => [`anyOf/${index}`, child] as const),
    ...(schema.items === undefined ? [] : [["items", schema.items] as const]),
    ...(typeof schema.additionalProperties === "object"
      ? [["additionalProperties", schema.additionalProperties] as const]
      : []),
  ];
  return [
    ...[...own, ...(schema.examples ?? [])].map((value) => ({ pointer, value })),
    ...children.flatMap(([step, child]) => valuesBelow(child, `${pointer}/${step}`)),
  ];
}
