import type { Refused } from "./document.ts";

const complete = "require-complete-consumer";

/** What each type of consumer cannot do without. */
const whole: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  postgresql: { dsn: "postgres://localhost:5432/app", outbox_table_name: "outbox" },
  kafka: { brokers: ["kafka:9092"], topics: ["events"], consumer_group: "centrifugo" },
  nats_jetstream: { stream_name: "events", durable_consumer_name: "centrifugo" },
  redis_stream: { streams: ["events"], consumer_group: "centrifugo" },
  google_pub_sub: { project_id: "app", subscriptions: ["events"] },
  aws_sqs: { queues: ["https://sqs.eu-central-1.amazonaws.com/1/events"] },
  azure_service_bus: { connection_string: "Endpoint=sb://app", queues: ["events"] },
};

export function consumer(type: string, options: object, more: object = {}): object {
  return { consumers: [{ name: "events", enabled: true, type, [type]: options, ...more }] };
}

/** Consumers with all that they need, which Centrifugo would take. */
export const wholeConsumers = Object.entries(whole).map(
  ([type, options]) => [`a ${type} consumer`, consumer(type, options)] as const,
);

const identity = {
  use_azure_identity: true,
  fully_qualified_namespace: "app.servicebus.windows.net",
  tenant_id: "t",
  client_id: "c",
  client_secret: "fixture-client-secret",
  queues: ["events"],
};

/** Faults of enabled consumers. */
export const consumerFaults: readonly Refused[] = [
  ...Object.entries(whole).flatMap(([type, options]) =>
    Object.keys(options).map((missing) => ({
      fault: `a ${type} consumer without ${missing}`,
      by: complete,
      config: consumer(type, { ...options, [missing]: undefined }),
    })),
  ),
  {
    fault: "a redis_stream consumer with an empty list of addresses",
    by: complete,
    config: consumer("redis_stream", { ...whole["redis_stream"], address: [] }),
  },
  ...["fully_qualified_namespace", "tenant_id", "client_id", "client_secret"].map((missing) => ({
    fault: `an azure_service_bus consumer with an identity that has no ${missing}`,
    by: complete,
    config: consumer("azure_service_bus", { ...identity, [missing]: undefined }),
  })),
  {
    fault: "a kafka consumer with a role and another mechanism",
    by: complete,
    config: consumer("kafka", { ...whole["kafka"], assume_role_arn: "arn:aws:iam::1:role/x" }),
  },
  {
    fault: "a nats_jetstream consumer with an unknown policy",
    by: complete,
    config: consumer("nats_jetstream", { ...whole["nats_jetstream"], deliver_policy: "last" }),
  },
  { fault: "an unknown type of consumer", by: "schema", config: consumer("rabbitmq", {}) },
  {
    fault: "a consumer that a variable enables",
    by: complete,
    config: consumer("kafka", {}, { enabled: false }),
    env: { CENTRIFUGO_CONSUMERS_EVENTS_ENABLED: "true" },
  },
];
