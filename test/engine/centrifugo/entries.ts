import fc from "fast-check";
import { allowedWords } from "../../../config/centrifugo/allowed-words.ts";
import { fieldAt } from "../../../config/tables/centrifugo.ts";
import type { ProxyNames } from "./channel-options.ts";
import { endpoint, grpcEndpoint, plainValue, word } from "./plain-values.ts";
import { someOptions } from "./some-options.ts";
import { type Tree, withValues } from "./stack-case.ts";
import { statusTransforms } from "./transforms.ts";

/** Options of a proxy beside its name and endpoint. */
export function proxyOptions(group: string, names: readonly string[]): fc.Arbitrary<Tree> {
  const free = someOptions(group, names, 4, (key) => !/^(name|enabled|endpoint)$/.test(key));
  return fc
    .tuple(free, fc.option(statusTransforms, { nil: undefined }))
    .map(([options, transforms]) =>
      transforms === undefined
        ? options
        : withValues(options, { "http.status_to_code_transforms": transforms }),
    );
}

/** Entries of `proxies`, and the names by which the options of channels refer to them. */
export const proxies: fc.Arbitrary<{ entries: readonly Tree[]; names: ProxyNames }> = fc
  .uniqueArray(
    fc.record({
      name: fc.oneof(word, fc.stringMatching(/^[A-Z][a-z.]{1,6}[0-9]$/)),
      grpc: fc.boolean(),
      http: endpoint,
      stream: grpcEndpoint,
      options: proxyOptions("NamedProxy", ["proxies"]),
    }),
    { maxLength: 3, selector: ({ name }) => variable(name) },
  )
  .map((all) => ({
    entries: all.map(({ name, grpc, http, stream, options }) => ({
      name,
      endpoint: grpc ? stream : http,
      ...options,
    })),
    names: {
      any: all.map(({ name }) => name),
      grpc: all.filter(({ grpc }) => grpc).map(({ name }) => name),
    },
  }));

/** Two names with one variable could not have secrets of their own. */
export function variable(name: string): string {
  return name.toUpperCase().replaceAll(/[.-]/g, "_");
}

/** What a consumer of each type cannot do without. */
export const neededByConsumers: Readonly<Record<string, readonly string[]>> = {
  postgresql: ["dsn", "outbox_table_name"],
  kafka: ["brokers", "topics", "consumer_group"],
  nats_jetstream: ["stream_name", "durable_consumer_name"],
  redis_stream: ["address", "streams", "consumer_group"],
  google_pub_sub: ["project_id", "subscriptions"],
  aws_sqs: ["queues"],
  azure_service_bus: ["connection_string", "queues"],
};

/** Choices that ask for more, or that exclude an option that is needed. */
const linked =
  /^(name|enabled|type)$|^kafka\.assume_role_arn$|use_azure_identity$|auth_mechanism$|^redis_stream\.(cluster|sentinel)_address$/;

/** Such choices, each with what it needs. */
const choices: Readonly<Record<string, Tree>> = {
  kafka: { assume_role_arn: "arn:aws:iam::123456789012:role/events", sasl_mechanism: "aws-msk-iam" },
  google_pub_sub: { auth_mechanism: "service_account", credentials_file: "/certs/google.json" },
  azure_service_bus: {
    use_azure_identity: true,
    fully_qualified_namespace: "app.servicebus.windows.net",
    tenant_id: "tenant",
    client_id: "client",
    client_secret: "5f0c2a9e7b1d4836",
  },
  redis_stream: {
    sentinel_address: ["sentinel:26379"],
    sentinel_master_name: "events",
    cluster_address: ["redis:6379"],
  },
};

export const consumers: fc.Arbitrary<readonly Tree[]> = fc.uniqueArray(
  fc.constantFrom(...(allowedWords("consumers.type") ?? [])).chain(consumer),
  { maxLength: 2, selector: ({ name }) => variable(String(name)) },
);

function consumer(type: string): fc.Arbitrary<Tree> {
  const needed = neededByConsumers[type] ?? [];
  const values = needed.map((key) => {
    const names = ["consumers", type, key];
    const field = fieldAt(names);
    if (field === undefined || "of" in field) throw new Error(`no option ${names.join(".")}`);
    // One address only: a consumer reads from one Redis.
    return type === "redis_stream" && key === "address"
      ? fc.constant(["redis://events:6379"])
      : plainValue(names, field);
  });
  return fc
    .record({
      name: fc.stringMatching(/^[a-z][a-zA-Z0-9_]{1,8}$/),
      enabled: fc.boolean(),
      options: someOptions("Consumer", ["consumers"], 6, (key) => !linked.test(key)),
      values: fc.tuple(...values),
      choice: fc.constantFrom({}, choices[type] ?? {}),
    })
    .map(({ name, enabled, options, values, choice }) =>
      withValues(
        { ...options, name, enabled, type },
        Object.fromEntries([
          ...needed.map((key, index) => [`${type}.${key}`, values[index]]),
          ...Object.entries(choice).map(([key, value]) => [`${type}.${key}`, value]),
        ]),
      ),
    );
}

/** Which proxy RPC calls go to. */
export function rpcUse({ any }: ProxyNames): fc.Arbitrary<Tree> {
  return fc.record({ proxy_enabled: fc.boolean(), proxy_name: fc.constantFrom("default", ...any) });
}

/** Namespaces of RPC calls. */
export function rpcNamespaces(names: ProxyNames): fc.Arbitrary<readonly Tree[]> {
  const one = fc.tuple(word, rpcUse(names)).map(([name, use]) => ({ ...use, name }));
  return fc.uniqueArray(one, { maxLength: 2, selector: ({ name }) => variable(name) });
}
