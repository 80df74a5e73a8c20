import type { Check } from "./entry-checks.ts";
import type { OptionReader } from "./option-reader.ts";

const azureIdentity = ["fully_qualified_namespace", "tenant_id", "client_id", "client_secret"];

/** Options that a consumer cannot do without, by its type. */
export function neededOptions(options: OptionReader): readonly string[] {
  const type = options.text("type");
  const needed = (): readonly string[] => {
    switch (type) {
      case "postgresql":
        return ["dsn", "outbox_table_name"];
      case "kafka":
        return ["brokers", "topics", "consumer_group"];
      case "nats_jetstream":
        return ["stream_name", "durable_consumer_name"];
      case "redis_stream":
        return ["address", "streams", "consumer_group"];
      case "google_pub_sub":
        return ["project_id", "subscriptions"];
      case "aws_sqs":
        return ["queues"];
      case "azure_service_bus":
        return options.isOn("azure_service_bus.use_azure_identity")
          ? [...azureIdentity, "queues"]
          : ["connection_string", "queues"];
      default:
        return [];
    }
  };
  return needed().map((option) => `${type}.${option}`);
}

const checkKafkaRole: Check = (options) => {
  if (options.text("type") !== "kafka" || !options.isGiven("kafka.assume_role_arn")) return undefined;
  if (options.text("kafka.sasl_mechanism") === "aws-msk-iam") return undefined;
  return {
    origin: options.origin("kafka.assume_role_arn"),
    message: `kafka.assume_role_arn is set, but ${options.show("kafka.sasl_mechanism")}`,
    fix: "Set `kafka.sasl_mechanism: aws-msk-iam`, or delete `kafka.assume_role_arn`.",
  };
};

const checkNatsPolicy: Check = (options) => {
  if (options.text("type") !== "nats_jetstream") return undefined;
  if (options.isOn("nats_jetstream.use_existing_consumer")) return undefined;
  if (["new", "all"].includes(options.text("nats_jetstream.deliver_policy"))) return undefined;
  return {
    origin: options.origin("nats_jetstream.deliver_policy"),
    message: `${options.show("nats_jetstream.deliver_policy")}, and a consumer that Centrifugo makes takes only new or all`,
    fix: "Write `new` or `all`, or set `nats_jetstream.use_existing_consumer: true`.",
  };
};

/** `checkconfig` lets this one pass; the start does not. */
const checkGoogleAccount: Check = (options) => {
  if (options.text("type") !== "google_pub_sub") return undefined;
  if (options.text("google_pub_sub.auth_mechanism").toLowerCase() !== "service_account") return undefined;
  if (options.isGiven("google_pub_sub.credentials_file")) return undefined;
  return {
    origin: options.origin("google_pub_sub.auth_mechanism"),
    message:
      "google_pub_sub.auth_mechanism is service_account, but google_pub_sub.credentials_file is not set",
    fix: "Set `google_pub_sub.credentials_file` to the mounted key file, or delete `auth_mechanism`.",
  };
};

/** `checkconfig` lets this one pass; the start does not. */
const checkRedisShards: Check = (options) => {
  if (options.text("type") !== "redis_stream") return undefined;
  const kinds = ["cluster_address", "sentinel_address", "address"].map((kind) => `redis_stream.${kind}`);
  const used = kinds.find(options.isGiven);
  if (used === undefined || options.list(used).length < 2) return undefined;
  return {
    origin: options.origin(used),
    message: `${used} has ${options.list(used).length} items, and a consumer reads from one Redis alone`,
    fix: "Keep one address, and add a consumer of its own for each further Redis.",
  };
};

/** What an enabled consumer's options have to agree on. */
export const consumerChecks: readonly Check[] = [
  checkKafkaRole,
  checkNatsPolicy,
  checkGoogleAccount,
  checkRedisShards,
];
