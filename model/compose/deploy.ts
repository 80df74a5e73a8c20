import type { RestartSettings, ServiceSpec, UpdateSettings } from "../service-spec.ts";
import { known, type Value } from "../value.ts";
import type { Reading } from "./reading.ts";
import { entriesOf, type Item, listOf, pairsOf, textOf } from "./tree.ts";
import { type PartReader, valueAt } from "./values.ts";

type Settings = ReadonlyMap<string, Item>;
type DeployPart = "update" | "rollback" | "restart" | "placement" | "resources" | "endpointMode" | "isJob";

/** What stands below `deploy`. */
export function readDeploy(
  deploy: Settings,
  short: Item | undefined,
  read: PartReader,
): Pick<ServiceSpec, DeployPart> {
  const placement = entriesOf(deploy.get("placement"));
  const resources = entriesOf(deploy.get("resources"));
  const [limits, reservations] = [
    entriesOf(resources.get("limits")),
    entriesOf(resources.get("reservations")),
  ];
  return {
    update: readUpdate("update", entriesOf(deploy.get("update_config")), read),
    rollback: readUpdate("rollback", entriesOf(deploy.get("rollback_config")), read),
    restart: readRestart(deploy.get("restart_policy"), short, read),
    placement: {
      constraints: read.words("placement.constraints", placement.get("constraints")).map(withoutSpaces),
      preferences: (listOf(placement.get("preferences")) ?? []).flatMap((preference) =>
        [...entriesOf(preference)].map(([kind, item]) =>
          known(`${kind}=${textOf(item) ?? ""}`, read.placeOf("placement.preferences", item)),
        ),
      ),
      maxReplicas: read.number("placement.maxReplicas", placement.get("max_replicas_per_node")),
    },
    resources: {
      memoryLimit: read.bytes("resources.memoryLimit", limits.get("memory")),
      cpuLimit: read.number("resources.cpuLimit", limits.get("cpus")),
      memoryReservation: read.bytes("resources.memoryReservation", reservations.get("memory")),
    },
    endpointMode: read.text("endpointMode", deploy.get("endpoint_mode")),
    isJob: textOf(deploy.get("mode"))?.endsWith("-job") === true,
  };
}

/** Health check, log driver, user and capabilities: what stands beside `deploy`. */
export function readRunning(
  settings: Settings,
  service: string,
  read: PartReader,
  { originOf }: Reading,
): Pick<ServiceSpec, "logging" | "healthTiming" | "user" | "readOnly" | "capDrops" | "capAdds"> {
  const logging = entriesOf(settings.get("logging"));
  const health = entriesOf(settings.get("healthcheck"));
  return {
    logging: {
      driver: read.text("logging.driver", logging.get("driver")),
      options: new Map(
        [...pairsOf(logging.get("options"))].map(([key, item]) => [
          key,
          valueAt(
            item,
            originOf(`log option ${key} of service ${service}`, item.place, `logging.options.${key}`),
          ),
        ]),
      ),
    },
    healthTiming: {
      interval: read.text("healthTiming.interval", health.get("interval")),
      timeout: read.text("healthTiming.timeout", health.get("timeout")),
      startPeriod: read.text("healthTiming.startPeriod", health.get("start_period")),
      retries: read.number("healthTiming.retries", health.get("retries")),
    },
    user: read.text("user", settings.get("user")),
    readOnly: read.boolean("readOnly", settings.get("read_only")),
    capDrops: read.words("capDrops", settings.get("cap_drop")),
    capAdds: read.words("capAdds", settings.get("cap_add")),
  };
}

/** Compose's `restart: on-failure:3` counts where there is no `restart_policy`, whatever Docker says of it. */
function readRestart(policy: Item | undefined, short: Item | undefined, read: PartReader): RestartSettings {
  const settings = entriesOf(policy);
  const [, condition, attempts] = /^(on-failure)(?::(\d+))?$/.exec(textOf(short) ?? "") ?? [];
  if (policy === undefined && short !== undefined && condition !== undefined) {
    return {
      condition: known(condition, read.placeOf("restart.condition", short)),
      maxAttempts:
        attempts === undefined
          ? undefined
          : known(Number(attempts), read.placeOf("restart.maxAttempts", short)),
      window: undefined,
    };
  }
  return {
    condition: read.text("restart.condition", settings.get("condition")),
    maxAttempts: read.number("restart.maxAttempts", settings.get("max_attempts")),
    window: read.text("restart.window", settings.get("window")),
  };
}

function readUpdate(part: "update" | "rollback", settings: Settings, read: PartReader): UpdateSettings {
  return {
    parallelism: read.number(`${part}.parallelism`, settings.get("parallelism")),
    delay: read.text(`${part}.delay`, settings.get("delay")),
    order: read.text(`${part}.order`, settings.get("order")),
    failureAction: read.text(`${part}.failureAction`, settings.get("failure_action")),
    monitor: read.text(`${part}.monitor`, settings.get("monitor")),
  };
}

/** `node.role == manager` and `node.role==manager` are the same. */
function withoutSpaces(value: Value<string>): Value<string> {
  return value.state === "known" ? known(value.value.replace(/\s*(==|!=)\s*/, "$1"), value.origin) : value;
}
