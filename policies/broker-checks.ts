import type { Check } from "./entry-checks.ts";
import type { OptionReader } from "./option-reader.ts";

/** A part that keeps messages, presence or maps: where its type is, and when it counts. */
interface Part {
  readonly key: string;
  readonly isUsed: (options: OptionReader) => boolean;
}

const parts: readonly Part[] = [
  {
    key: "engine",
    isUsed: (options) => !options.isOn("broker.enabled") || !options.isOn("presence_manager.enabled"),
  },
  { key: "broker", isUsed: (options) => options.isOn("broker.enabled") },
  { key: "presence_manager", isUsed: (options) => options.isOn("presence_manager.enabled") },
  { key: "map_broker", isUsed: () => true },
  { key: "controller", isUsed: (options) => options.isOn("controller.enabled") },
];

function checkDsn({ key, isUsed }: Part): Check {
  return (options) => {
    if (!isUsed(options) || options.text(`${key}.type`) !== "postgres") return undefined;
    if (key === "engine" || key === "presence_manager" || options.isGiven(`${key}.postgres.dsn`))
      return undefined;
    return {
      origin: options.origin(`${key}.type`),
      message: `${key}.type is postgres, but ${key}.postgres.dsn, which says where it is, is not set`,
      fix: `Set \`${key}.postgres.dsn\` in a mounted .env (CENTRIFUGO_${key.toUpperCase()}_POSTGRES_DSN).`,
    };
  };
}

function checkSentinel({ key, isUsed }: Part): Check {
  return (options) => {
    if (key === "controller" || !isUsed(options)) return undefined;
    if (!["redis", "redisnats"].includes(options.text(`${key}.type`))) return undefined;
    return checkMasterName(options, `${key}.redis.`);
  };
}

/** Sentinels count only where no cluster is given. */
export function checkMasterName(options: OptionReader, start: string): ReturnType<Check> {
  if (options.isGiven(`${start}cluster_address`) || !options.isGiven(`${start}sentinel_address`))
    return undefined;
  if (options.isGiven(`${start}sentinel_master_name`)) return undefined;
  return {
    origin: options.origin(`${start}sentinel_address`),
    message: `${start}sentinel_address is set, but ${start}sentinel_master_name, which master to ask for, is not`,
    fix: `Set \`${start}sentinel_master_name\` to the name that the Sentinels monitor.`,
  };
}

const checkUnreleased: Check = (options) => {
  if (!options.isOn("broker.enabled") || options.text("broker.type") !== "redisnats") return undefined;
  if (options.isOn("enable_unreleased_features")) return undefined;
  return {
    origin: options.origin("broker.type"),
    message: "broker.type is redisnats, but enable_unreleased_features is off",
    fix: "Choose `broker.type: redis` or `broker.type: nats`.",
  };
};

const checkController: Check = (options) => {
  if (!options.isOn("controller.enabled") || options.isGiven("controller.type")) return undefined;
  return {
    origin: options.origin("controller.enabled"),
    message: "controller.enabled is on, but controller.type is not set",
    fix: "Set `controller.type: postgres` and `controller.postgres.dsn`, or delete `controller`.",
  };
};

/** What the parts behind a Centrifugo need beside their type. */
export const brokerChecks: readonly Check[] = [
  ...parts.map(checkDsn),
  ...parts.map(checkSentinel),
  checkUnreleased,
  checkController,
];
