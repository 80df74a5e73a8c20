import type { Origin, Value } from "./value.ts";

/** One picture of a deployment, whatever it was read from. Plain data. */
export interface StackModel {
  readonly source: "pulumi" | "compose" | "swarm";
  readonly services: readonly Service[];
  /** Swarm secrets with a role, whether a service mounts them or not. */
  readonly secrets: readonly SwarmSecret[];
}

/** What a service runs, as far as the rules care. */
export type System = "centrifugo" | "redis" | "traefik" | "other";

/** A Swarm service with everything that a rule may ask of it. */
export interface Service {
  readonly name: string;
  readonly origin: Origin;
  readonly system: System;
  readonly image: Value<string>;
  /** `6.9.1` from the image's tag; undefined where the tag holds no full version or the image is of another name. */
  readonly version: string | undefined;
  /** `6` from the image's tag, also where it holds no full version. */
  readonly major: number | undefined;
  readonly env: ReadonlyMap<string, Value<string>>;
  /** False: there may be variables that are not in `env`. */
  readonly envComplete: boolean;
  readonly command: readonly Value<string>[];
  readonly args: readonly Value<string>[];
  /** Words of the health check. */
  readonly healthcheck: readonly Value<string>[];
  /** Working directory; undefined: the image's. */
  readonly directory: Value<string> | undefined;
  /** Service labels, the ones that Traefik's Swarm provider reads. */
  readonly labels: ReadonlyMap<string, Value<string>>;
  readonly containerLabels: ReadonlyMap<string, Value<string>>;
  /** Further host names, on any network of the service. */
  readonly aliases: readonly Value<string>[];
  /** Swarm configs and secrets. */
  readonly files: readonly MountedFile[];
  /** False: there may be configs or secrets that are not in `files`. */
  readonly filesComplete: boolean;
  /** Where volumes and folders of the node are mounted. */
  readonly mountTargets: readonly Value<string>[];
  /** Tasks that run at the same time; 1 where nothing is said, as in Swarm. Undefined: one on every node (global). */
  readonly replicas: Value<number> | undefined;
  /** From SIGTERM to SIGKILL, in Go's notation. Undefined: not given. */
  readonly stopGracePeriod: Value<string> | undefined;
}

/** A Swarm config or secret as a task sees it. */
export interface MountedFile {
  readonly path: string;
  readonly kind: "config" | "secret";
  readonly origin: Origin;
  /** Known for configs; of a secret only fingerprint and traits of the trimmed text. */
  readonly content: Value<string>;
  /** `NAME` to value of an `.env`, `dotted.key` to value of a settings file; undefined where not readable. */
  readonly entries: ReadonlyMap<string, Value<string>> | undefined;
  /** Roles from the label `centrifugo-swarm.roles` on the Swarm object. */
  readonly roles: readonly string[];
}

/** A Swarm secret as an object of its own. */
export interface SwarmSecret {
  readonly name: string;
  /** Roles from the label `centrifugo-swarm.roles`. */
  readonly roles: readonly string[];
  readonly content: Value<string>;
  readonly entries: ReadonlyMap<string, Value<string>> | undefined;
}
