import { type CentrifugoSettings, effective } from "../../../model/centrifugo-settings.ts";
import { clear } from "../../../model/value.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { type NamespaceOption, readNamespaceOption } from "../../namespace-options.ts";
import { isOn, type Option, placeOf, readOption, unknownKeys } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds replicas that know nothing of each other. */
export const shareEngineBetweenReplicas: Rule = {
  id: "share-engine-between-replicas",
  title: "All replicas share one engine",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "A message reaches only some of the clients, or presence shows only some of the users, and which ones changes with every reconnect; nothing is logged.",
  fix: "Set `engine.type: redis` (and `map_broker.type: redis` where map subscriptions are used) with one Redis for all replicas, or run one replica.",
  source:
    "Centrifugo internal/app/engine.go: memory is the default of every part, and map_broker.type does not follow engine.type",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

/** A part that each replica has for itself, and what that means. */
interface Part {
  readonly option: Option;
  readonly means: string;
}

const needs = {
  engine: "a message, its history and presence stay on the replica where they were published",
  broker: "a message and its history stay on the replica where it was published",
  presence: "each replica shows only its own clients as present",
  map: "the state of a map channel stays on the replica where it was published",
  control:
    "disconnect, unsubscribe and refresh reach only clients of the replica that answers, and info shows one node",
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const replicas = clear(service.replicas);
  if (replicas !== undefined && replicas < 2) return [];
  const { parts, unknown } = partsOf(settings);
  const origin = service.replicas?.origin ?? service.origin;
  const observations = parts.map(({ option, means }) => {
    const clash = `${option.key} is ${wordOf(option)} (${placeOf(option)}): ${means}`;
    if (replicas === undefined) {
      const count =
        service.replicas === undefined ? "one task on every node" : "an unknown number of replicas";
      return notCheckable(service.name, origin, `Service ${service.name} runs ${count}, and ${clash}.`);
    }
    const message = `Service ${service.name} runs ${replicas} replicas, and ${clash}.`;
    return violation(service.name, option.isDefault ? origin : option.origin, message);
  });
  if (unknown.length === 0) return observations;
  const message = `Whether the replicas of service ${service.name} share their engine is not known here: ${unknown.join(", ")}.`;
  return [...observations, notCheckable(service.name, service.origin, message)];
}

function partsOf(settings: CentrifugoSettings): { parts: readonly Part[]; unknown: readonly string[] } {
  const engine = readOption(settings, "engine.type");
  const isV5 = settings.service.major === 5;
  const [broker, presence] = isV5
    ? [v5Broker(settings, engine), engine]
    : [typeOf(settings, "broker", engine), typeOf(settings, "presence_manager", engine)];
  const parts: Part[] = [];
  const unknown = new Set<string>();
  const add = (option: Option, means: string, used?: NamespaceOption, wanted?: RegExp): void => {
    for (const key of unknownKeys([option])) unknown.add(key);
    if (option.text !== "memory") return;
    const isUsed = used === undefined || used.texts.some((text) => wanted?.test(text));
    if (isUsed) parts.push({ option, means });
    else if (!used.complete) unknown.add("channel.namespaces");
  };

  if (broker === engine && presence === engine) add(engine, needs.engine);
  else {
    add(broker, needs.broker);
    add(presence, needs.presence, readNamespaceOption(settings, "presence"), /^(1|t|true)$/i);
  }
  if (isV5) return { parts, unknown: [...unknown] };
  const mapBroker = readOption(settings, "map_broker.type");
  add(mapBroker, needs.map, readNamespaceOption(settings, "subscription_type"), /^map/);
  // Redis and NATS carry control messages as well, Postgres only with a controller of its own.
  const controller = readOption(settings, "controller.enabled");
  if (broker.text === "postgres") {
    for (const key of unknownKeys([controller])) unknown.add(key);
    if (controller.text !== undefined && !isOn(controller))
      parts.push({ option: broker, means: needs.control });
  }
  return { parts, unknown: [...unknown] };
}

/** The option that decides: the part's own type where it is enabled, else the engine's. */
function typeOf(settings: CentrifugoSettings, part: string, engine: Option): Option {
  const enabled = readOption(settings, `${part}.enabled`);
  if (enabled.text === undefined) return enabled;
  return isOn(enabled) ? readOption(settings, `${part}.type`) : engine;
}

/** v5 takes NATS as a broker beside its engine. */
function v5Broker(settings: CentrifugoSettings, engine: Option): Option {
  const setting = effective(settings, "BROKER");
  if (setting === undefined) return engine;
  const { value } = setting;
  return { key: "broker", text: clear(value), isDefault: false, origin: value.origin };
}

function wordOf({ text }: Option): string {
  return text === "postgres" ? "postgres without a controller" : "memory";
}
