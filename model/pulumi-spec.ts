import { get, list, notKnown, type Text, text } from "./pulumi-value.ts";
import { byName } from "./secret.ts";
import type {
  Attachment,
  Mount,
  Port,
  RestartSettings,
  ServiceSpec,
  UpdateSettings,
} from "./service-spec.ts";
import { partPlace, type SpecPart } from "./spec-places.ts";
import { known, type Origin, unknown, type Value } from "./value.ts";

/**
 * How Swarm runs a service, from the properties of a `docker.Service`; `dependencies` are the logical names of the
 * networks that its task depends on.
 */
export function readSpec(props: unknown, service: string, dependencies: readonly string[] = []): ServiceSpec {
  const read = reader(props, service);
  const task = ["taskSpec"] as const;
  const container = ["taskSpec", "containerSpec"] as const;
  const limit = ["taskSpec", "resources", "limits"] as const;
  const nanoCpus = read.number("resources.cpuLimit", ...limit, "nanoCpus");
  const ports = list(get(props, "endpointSpec", "ports"));
  const networks = list(get(props, "taskSpec", "networksAdvanceds"));
  return {
    update: readUpdate(read, "update", "updateConfig"),
    rollback: readUpdate(read, "rollback", "rollbackConfig"),
    restart: readRestart(read, get(props, ...task, "restartPolicy")),
    placement: {
      constraints: read
        .words("placement.constraints", ...task, "placement", "constraints")
        .map(withoutSpaces),
      preferences: read.words("placement.preferences", ...task, "placement", "prefs"),
      maxReplicas: given(read.number("placement.maxReplicas", ...task, "placement", "maxReplicas")),
    },
    resources: {
      memoryLimit: given(read.number("resources.memoryLimit", ...limit, "memoryBytes")),
      cpuLimit: nanoCpus?.state === "known" ? known(nanoCpus.value / 1e9, nanoCpus.origin) : nanoCpus,
      memoryReservation: given(
        read.number("resources.memoryReservation", ...task, "resources", "reservation", "memoryBytes"),
      ),
    },
    logging: {
      driver: read.text("logging.driver", ...task, "logDriver", "name"),
      options: readOptions(get(props, "taskSpec", "logDriver", "options"), (key) => ({
        label: `log option ${key} of service ${service}`,
        key: `logging.options.${key}`,
      })),
    },
    healthTiming: {
      interval: read.duration("healthTiming.interval", ...container, "healthcheck", "interval"),
      timeout: read.duration("healthTiming.timeout", ...container, "healthcheck", "timeout"),
      startPeriod: read.duration("healthTiming.startPeriod", ...container, "healthcheck", "startPeriod"),
      retries: given(read.number("healthTiming.retries", ...container, "healthcheck", "retries")),
    },
    ports: (ports ?? []).map((port) => readPort(port, service)),
    portsComplete: ports !== undefined,
    endpointMode: read.text("endpointMode", "endpointSpec", "mode"),
    // The provider has no jobs.
    isJob: false,
    networks: withDependencies(
      (networks ?? []).map((network) => readAttachment(network, service)),
      dependencies,
    ),
    networksComplete: networks !== undefined,
    mounts: (list(get(props, ...container, "mounts")) ?? [notKnown]).map((mount) =>
      readMount(mount, service),
    ),
    user: read.text("user", ...container, "user"),
    readOnly: read.boolean("readOnly", ...container, "readOnly"),
    capDrops: read.words("capDrops", ...container, "capDrops"),
    capAdds: read.words("capAdds", ...container, "capAdds"),
    converges: readConverges(props, partPlace("converges", service)),
  };
}

/** Reads parts by their path in the properties. */
function reader(props: unknown, service: string) {
  const textAt = (part: SpecPart, ...path: readonly string[]): Value<string> | undefined =>
    optionalValue(text(get(props, ...path)), partPlace(part, service));
  return {
    text: textAt,
    number: (part: SpecPart, ...path: readonly string[]) => toNumber(textAt(part, ...path)),
    /** The provider writes `0s` where nothing is given, and Docker reads that as "not given". */
    duration: (part: SpecPart, ...path: readonly string[]) => {
      const value = textAt(part, ...path);
      return value?.state === "known" && value.value === "0s" ? undefined : value;
    },
    boolean: (part: SpecPart, ...path: readonly string[]) => toBoolean(textAt(part, ...path)),
    words: (part: SpecPart, ...path: readonly string[]): readonly Value<string>[] =>
      (list(get(props, ...path)) ?? [notKnown]).flatMap(
        (word) => optionalValue(text(word), partPlace(part, service)) ?? [],
      ),
  };
}

/** In a preview the provider calls a policy that the program does not give "computed", and so not known. */
function readRestart(read: ReturnType<typeof reader>, policy: unknown): RestartSettings {
  if (policy === notKnown) return { condition: undefined, maxAttempts: undefined, window: undefined };
  const path = ["taskSpec", "restartPolicy"] as const;
  return {
    condition: read.text("restart.condition", ...path, "condition"),
    maxAttempts: read.number("restart.maxAttempts", ...path, "maxAttempts"),
    window: read.text("restart.window", ...path, "window"),
  };
}

function readUpdate(
  read: ReturnType<typeof reader>,
  part: "update" | "rollback",
  property: string,
): UpdateSettings {
  return {
    parallelism: read.number(`${part}.parallelism`, property, "parallelism"),
    delay: read.text(`${part}.delay`, property, "delay"),
    order: read.text(`${part}.order`, property, "order"),
    failureAction: read.text(`${part}.failureAction`, property, "failureAction"),
    monitor: read.text(`${part}.monitor`, property, "monitor"),
  };
}

function readPort(port: unknown, service: string): Port {
  const place = partPlace("ports", service);
  const target = toNumber(optionalValue(text(get(port, "targetPort")), place));
  return {
    target: target ?? unknown(place),
    published: given(toNumber(optionalValue(text(get(port, "publishedPort")), place))),
    mode: optionalValue(text(get(port, "publishMode")), place),
    protocol: optionalValue(text(get(port, "protocol")), place),
  };
}

function readAttachment(network: unknown, service: string): Attachment {
  const place = partPlace("networks", service);
  const id = optionalValue(text(get(network, "id")), place);
  const name = optionalValue(text(get(network, "name")), place);
  return { network: id ?? name ?? unknown(place), byName: id === undefined && name !== undefined };
}

/** Before the first `up` ids are not known, and which networks they are of can be told where all of them are. */
function withDependencies(
  attachments: readonly Attachment[],
  dependencies: readonly string[],
): readonly Attachment[] {
  const isUnknown = ({ network }: Attachment) => network.state === "unknown";
  if (!attachments.every(isUnknown) || attachments.length !== dependencies.length) return attachments;
  return attachments.map(({ network, byName }, index) => ({
    network: known(dependencies[index] ?? "", network.origin),
    byName,
  }));
}

function readMount(mount: unknown, service: string): Mount {
  const place = partPlace("mounts", service);
  return {
    type: optionalValue(text(get(mount, "type")), place) ?? unknown(place),
    source: optionalValue(text(get(mount, "source")), place),
    target: optionalValue(text(get(mount, "target")), place) ?? unknown(place),
    readOnly: toBoolean(optionalValue(text(get(mount, "readOnly")), place)),
  };
}

/** An `up` waits for the tasks where `convergeConfig` is given, whatever it holds. */
function readConverges(props: unknown, origin: Origin): Value<boolean> {
  const given = get(props, "convergeConfig");
  return given === notKnown ? unknown(origin) : known(given !== undefined && given !== null, origin);
}

/** Texts by key, such as options of a driver; what is not known at all gives none. */
export function readOptions(
  object: unknown,
  origin: (key: string) => Origin,
): ReadonlyMap<string, Value<string>> {
  if (typeof object !== "object" || object === null) return new Map();
  const keys = Object.keys(object);
  return new Map(
    keys.flatMap((key) => {
      const entry = text(get(object, key));
      if (entry === undefined) return [];
      return [[key, typeof entry === "string" ? byName(key, entry, origin(key)) : unknown(origin(key))]];
    }),
  );
}

/** Undefined: not given. The provider takes an empty text for that too. */
export function optionalValue(from: Text, origin: Origin): Value<string> | undefined {
  if (from === undefined || from === "") return undefined;
  return typeof from === "string" ? known(from, origin) : unknown(origin);
}

/** A text as a number; what is none is not known. */
export function toNumber(value: Value<string> | undefined): Value<number> | undefined {
  if (value === undefined) return undefined;
  const number = value.state === "known" ? Number(value.value) : Number.NaN;
  return Number.isNaN(number) ? unknown(value.origin) : known(number, value.origin);
}

/** A text as a switch; what is none is not known. */
export function toBoolean(value: Value<string> | undefined): Value<boolean> | undefined {
  if (value === undefined) return undefined;
  const isSwitch = value.state === "known" && /^(true|false)$/.test(value.value);
  return isSwitch ? known(value.value === "true", value.origin) : unknown(value.origin);
}

/** Zero means "not given" to Swarm in most places. */
function given(value: Value<number> | undefined): Value<number> | undefined {
  return value?.state === "known" && value.value === 0 ? undefined : value;
}

/** `node.role == manager` and `node.role==manager` are the same. */
function withoutSpaces(value: Value<string>): Value<string> {
  return value.state === "known" ? known(value.value.replace(/\s*(==|!=)\s*/, "$1"), value.origin) : value;
}
