import type { Value } from "./value.ts";

/**
 * How Swarm runs a service. A property that is `undefined` is not given, so that Swarm's own default holds;
 * one that is given but cannot be read here is an unknown value.
 */
export interface ServiceSpec {
  readonly update: UpdateSettings;
  /** How an update is taken back. */
  readonly rollback: UpdateSettings;
  readonly restart: RestartSettings;
  readonly placement: Placement;
  readonly resources: Resources;
  readonly logging: Logging;
  readonly healthTiming: HealthTiming;
  readonly ports: readonly Port[];
  /** False: there may be ports that are not in `ports`. */
  readonly portsComplete: boolean;
  /** `vip` or `dnsrr`. */
  readonly endpointMode: Value<string> | undefined;
  readonly networks: readonly Attachment[];
  /** False: there may be networks that are not in `networks`. */
  readonly networksComplete: boolean;
  /** Volumes, folders of the node and temporary file systems. */
  readonly mounts: readonly Mount[];
  /** User that the program runs as; undefined: the image's. */
  readonly user: Value<string> | undefined;
  /** Root file system that nothing can write to. */
  readonly readOnly: Value<boolean> | undefined;
  readonly capDrops: readonly Value<string>[];
  readonly capAdds: readonly Value<string>[];
  /** `replicated-job` or `global-job`: tasks that run once to their end. */
  readonly isJob: boolean;
  /** Only in Pulumi: whether an `up` waits until the tasks run. `undefined`: the source has no such thing. */
  readonly converges: Value<boolean> | undefined;
}

/** `update_config` or `rollback_config` of a stack file. */
export interface UpdateSettings {
  /** Tasks at the same time; 0: all of them. Default 1. */
  readonly parallelism: Value<number> | undefined;
  /** Go's notation. Default 0s. */
  readonly delay: Value<string> | undefined;
  /** `stop-first` (default) or `start-first`. */
  readonly order: Value<string> | undefined;
  /** `pause` (default), `continue` or `rollback`. */
  readonly failureAction: Value<string> | undefined;
  /** Go's notation. Default 5s. */
  readonly monitor: Value<string> | undefined;
}

/** `restart_policy` of a stack file. */
export interface RestartSettings {
  /** `any` (default), `on-failure` or `none`. */
  readonly condition: Value<string> | undefined;
  /** 0: without end, the default. */
  readonly maxAttempts: Value<number> | undefined;
  /** Go's notation. */
  readonly window: Value<string> | undefined;
}

/** Where tasks may run. */
export interface Placement {
  /** Such as `node.role==manager`, without spaces around the operator. */
  readonly constraints: readonly Value<string>[];
  /** Such as `spread=node.id`. */
  readonly preferences: readonly Value<string>[];
  readonly maxReplicas: Value<number> | undefined;
}

/** What a task may take, and what is kept free for it. */
export interface Resources {
  /** Bytes. */
  readonly memoryLimit: Value<number> | undefined;
  /** Cores. */
  readonly cpuLimit: Value<number> | undefined;
  /** Bytes. */
  readonly memoryReservation: Value<number> | undefined;
}

/** Where the output of the tasks goes. */
export interface Logging {
  readonly driver: Value<string> | undefined;
  readonly options: ReadonlyMap<string, Value<string>>;
}

/** When the health check asks; durations in Go's notation. */
export interface HealthTiming {
  readonly interval: Value<string> | undefined;
  readonly timeout: Value<string> | undefined;
  readonly startPeriod: Value<string> | undefined;
  readonly retries: Value<number> | undefined;
}

/** A published port. */
export interface Port {
  readonly target: Value<number>;
  /** Undefined: Swarm chooses one. */
  readonly published: Value<number> | undefined;
  /** `ingress` (default) or `host`. */
  readonly mode: Value<string> | undefined;
  /** `tcp` (default) or `udp`. */
  readonly protocol: Value<string> | undefined;
  /** Only in a stack file: the address of the node that is asked for, which Swarm ignores. */
  readonly address?: Value<string>;
}

/** A network that a service is on. */
export interface Attachment {
  /**
   * What the source calls it: name on the Swarm, id, or key in a stack file. `networkOf` in `networks.ts` finds
   * the network behind it.
   */
  readonly network: Value<string>;
  /** Only in Pulumi: the program gives the name of the network and not its id. */
  readonly byName: boolean;
}

/** A mount of a service. */
export interface Mount {
  /** `volume`, `bind` or `tmpfs`. */
  readonly type: Value<string>;
  /** Name of a volume, or path on the node. Undefined: none given. */
  readonly source: Value<string> | undefined;
  readonly target: Value<string>;
  readonly readOnly: Value<boolean> | undefined;
}
