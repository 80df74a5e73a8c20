import { byName } from "../secret.ts";
import type { Attachment, Mount, Port, ServiceSpec, UpdateSettings } from "../service-spec.ts";
import { partPlace, type SpecPart } from "../spec-places.ts";
import { known, unknown, type Value } from "../value.ts";
import { goDuration } from "./go-duration.ts";
import { listAt, mapAt, numberAt, part, textAt, textsAt } from "./json.ts";

/**
 * How Swarm runs a service, from its specification.
 *
 * Docker's client asks for every default to be filled in, so a value that is Docker's own default reads as not
 * given: the rules then say the same as for the stack file that the service came from.
 */
export function readSwarmSpec(spec: unknown, service: string): ServiceSpec {
  const task = part(spec, "TaskTemplate");
  const container = part(task, "ContainerSpec");
  const at = (what: SpecPart) => partPlace(what, service);
  const text = (what: SpecPart, usual: string | undefined, object: unknown, ...path: string[]) =>
    unlessUsual(textAt(object, ...path), usual, what, service);
  const number = (what: SpecPart, usual: number, object: unknown, ...path: string[]) =>
    unlessUsual(numberAt(object, ...path), usual, what, service);
  const duration = (what: SpecPart, object: unknown, ...path: string[]) => {
    const nanoseconds = numberAt(object, ...path);
    return unlessUsual(nanoseconds === undefined ? undefined : goDuration(nanoseconds), "0s", what, service);
  };
  const words = (what: SpecPart, list: readonly string[]) => list.map((word) => known(word, at(what)));
  const health = part(container, "Healthcheck");
  const resources = part(task, "Resources");
  const nanoCpus = number("resources.cpuLimit", 0, resources, "Limits", "NanoCPUs");
  return {
    update: readUpdate(part(spec, "UpdateConfig"), "update", service),
    rollback: readUpdate(part(spec, "RollbackConfig"), "rollback", service),
    restart: {
      condition: text("restart.condition", "any", task, "RestartPolicy", "Condition"),
      maxAttempts: number("restart.maxAttempts", 0, task, "RestartPolicy", "MaxAttempts"),
      window: duration("restart.window", task, "RestartPolicy", "Window"),
    },
    placement: {
      constraints: words(
        "placement.constraints",
        textsAt(task, "Placement", "Constraints").map((text) => text.replace(/\s*(==|!=)\s*/, "$1")),
      ),
      preferences: words("placement.preferences", readPreferences(task)),
      maxReplicas: number("placement.maxReplicas", 0, task, "Placement", "MaxReplicas"),
    },
    resources: {
      memoryLimit: number("resources.memoryLimit", 0, resources, "Limits", "MemoryBytes"),
      cpuLimit: nanoCpus?.state === "known" ? known(nanoCpus.value / 1e9, nanoCpus.origin) : nanoCpus,
      memoryReservation: number("resources.memoryReservation", 0, resources, "Reservations", "MemoryBytes"),
    },
    logging: {
      driver: text("logging.driver", undefined, task, "LogDriver", "Name"),
      options: new Map(
        [...mapAt(task, "LogDriver", "Options")].map(([key, value]) => [
          key,
          byName(key, value, {
            label: `log option ${key} of service ${service}`,
            key: `logging.options.${key}`,
          }),
        ]),
      ),
    },
    healthTiming: {
      interval: duration("healthTiming.interval", health, "Interval"),
      timeout: duration("healthTiming.timeout", health, "Timeout"),
      startPeriod: duration("healthTiming.startPeriod", health, "StartPeriod"),
      retries: number("healthTiming.retries", 0, health, "Retries"),
    },
    ports: listAt(spec, "EndpointSpec", "Ports").map((port) => readPort(port, service)),
    portsComplete: true,
    endpointMode: text("endpointMode", "vip", spec, "EndpointSpec", "Mode"),
    networks: networkTargets(spec).map(
      (target): Attachment => ({ network: known(target, at("networks")), byName: false }),
    ),
    networksComplete: true,
    mounts: listAt(container, "Mounts").map((mount) => readMount(mount, service)),
    user: text("user", undefined, container, "User"),
    readOnly: isOn(part(container, "ReadOnly"), "readOnly", service),
    capDrops: words("capDrops", capabilities(container, "CapabilityDrop")),
    capAdds: words("capAdds", capabilities(container, "CapabilityAdd")),
    isJob: ["ReplicatedJob", "GlobalJob"].some((mode) => part(spec, "Mode", mode) !== undefined),
    converges: undefined,
  };
}

/** Ids of the networks that a service is on. */
export function networkTargets(spec: unknown): readonly string[] {
  const networks = listAt(spec, "TaskTemplate", "Networks");
  // Where services of old clients keep them.
  const all = networks.length > 0 ? networks : listAt(spec, "Networks");
  return all.flatMap((network) => textAt(network, "Target") ?? []);
}

/** A value that somebody chose; undefined where it is missing or what Docker does by itself. */
export function unlessUsual<T>(
  value: T | undefined,
  usual: T | undefined,
  what: SpecPart,
  service: string,
): Value<T> | undefined {
  return value === undefined || value === usual ? undefined : known(value, partPlace(what, service));
}

function readUpdate(config: unknown, kind: "update" | "rollback", service: string): UpdateSettings {
  const text = (what: SpecPart, key: string, usual: string) =>
    unlessUsual(textAt(config, key), usual, what, service);
  const duration = (what: SpecPart, key: string, usual: string) => {
    const nanoseconds = numberAt(config, key);
    return unlessUsual(nanoseconds === undefined ? undefined : goDuration(nanoseconds), usual, what, service);
  };
  return {
    parallelism: unlessUsual(numberAt(config, "Parallelism"), 1, `${kind}.parallelism`, service),
    delay: duration(`${kind}.delay`, "Delay", "0s"),
    order: text(`${kind}.order`, "Order", "stop-first"),
    failureAction: text(`${kind}.failureAction`, "FailureAction", "pause"),
    monitor: duration(`${kind}.monitor`, "Monitor", "5s"),
  };
}

function readPreferences(task: unknown): readonly string[] {
  return listAt(task, "Placement", "Preferences").flatMap((preference) => {
    const spread = textAt(preference, "Spread", "SpreadDescriptor");
    return spread === undefined ? [] : [`spread=${spread}`];
  });
}

function readPort(port: unknown, service: string): Port {
  const place = partPlace("ports", service);
  const target = numberAt(port, "TargetPort");
  return {
    target: target === undefined ? unknown(place) : known(target, place),
    published: unlessUsual(numberAt(port, "PublishedPort"), 0, "ports", service),
    mode: unlessUsual(textAt(port, "PublishMode"), "ingress", "ports", service),
    protocol: unlessUsual(textAt(port, "Protocol"), "tcp", "ports", service),
  };
}

function readMount(mount: unknown, service: string): Mount {
  const place = partPlace("mounts", service);
  const target = textAt(mount, "Target");
  return {
    type: known(textAt(mount, "Type") ?? "volume", place),
    source: unlessUsual(textAt(mount, "Source"), undefined, "mounts", service),
    target: target === undefined ? unknown(place) : known(target, place),
    readOnly: isOn(part(mount, "ReadOnly"), "mounts", service),
  };
}

/** Docker leaves out a switch that is off. */
function isOn(value: unknown, what: SpecPart, service: string): Value<boolean> | undefined {
  return value === true ? known(true, partPlace(what, service)) : undefined;
}

/** Docker writes `CAP_CHOWN` for what a stack file may call `CHOWN`. */
function capabilities(container: unknown, key: string): readonly string[] {
  return textsAt(container, key).map((name) => name.replace(/^CAP_/, ""));
}
