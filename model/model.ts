import type { ServiceSpec } from "./service-spec.ts";
import type { Origin, Value } from "./value.ts";

/** One picture of a deployment, whatever it was read from. Plain data. */
export interface StackModel {
  readonly source: "pulumi" | "compose" | "swarm";
  readonly services: readonly Service[];
  /** Swarm secrets with a role, whether a service mounts them or not. */
  readonly secrets: readonly SwarmSecret[];
  /** Networks that the source declares or that the Swarm has. */
  readonly networks: readonly Network[];
  /** Swarm configs and secrets as objects of their own. */
  readonly objects: readonly SwarmObject[];
  /** Name of the stack where the source tells it; a stack file does not. */
  readonly stackName: string | undefined;
  /** What the reader of the source saw and no value tells. */
  readonly remarks: readonly Remark[];
  /** Files that values were read from; empty where there are none. */
  readonly sourceFiles: readonly SourceFile[];
}

/** What a service runs, as far as the rules care. */
export type System = "centrifugo" | "redis" | "traefik" | "other";

/** A Swarm service with everything that a rule may ask of it. */
export interface Service extends ServiceSpec {
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
  /** Permissions as a number, 0o444 where Swarm's default is wanted. Undefined: not given. */
  readonly mode: Value<number> | undefined;
  /** Owner inside the task. Undefined: not given, so root. */
  readonly uid: Value<string> | undefined;
}

/** A Swarm secret as an object of its own. */
export interface SwarmSecret {
  readonly name: string;
  /** Roles from the label `centrifugo-swarm.roles`. */
  readonly roles: readonly string[];
  readonly content: Value<string>;
  readonly entries: ReadonlyMap<string, Value<string>> | undefined;
}

/** A network as the source declares it. */
export interface Network {
  /** Name on the Swarm where it is known, else what the source calls it. */
  readonly name: string;
  /** Further names that services may use for it: its id, its logical name, its key in a stack file. */
  readonly otherNames: readonly string[];
  readonly origin: Origin;
  /** `overlay` where nothing is said. */
  readonly driver: Value<string> | undefined;
  /** Without a way to the outside. */
  readonly internal: Value<boolean> | undefined;
  /** Containers outside of services may join. */
  readonly attachable: Value<boolean> | undefined;
  /** Options of the driver, such as `encrypted` and `com.docker.network.driver.mtu`. */
  readonly options: ReadonlyMap<string, Value<string>>;
  /** Such as `10.0.1.0/24`. */
  readonly subnets: readonly Value<string>[];
  /** Made by somebody else, so that its settings are not known here. */
  readonly external: boolean;
}

/** A Swarm config or secret as an object of its own. */
export interface SwarmObject {
  readonly kind: "config" | "secret";
  readonly name: string;
  readonly origin: Origin;
  /** Made by somebody else. */
  readonly external: boolean;
  /** A name of one's own, where the source would make a new one for each content. */
  readonly fixedName: boolean;
  /** Size of the content in bytes; undefined: not known here. */
  readonly bytes: number | undefined;
}

/** Something that only a reader can see. */
export type Remark =
  /** A variable that the file asks for and the environment lacks; `docker stack deploy` puts nothing in its place. */
  | {
      readonly kind: "unset-variable";
      readonly variable: string;
      /** A `.env` beside the file that has it; `docker stack deploy` does not read that. */
      readonly onlyIn: string | undefined;
      readonly origin: Origin;
    }
  /** A key that `docker stack deploy` leaves out without an error, such as `depends_on` or `container_name`. */
  | {
      readonly kind: "ignored-key";
      /** `restart`, `deploy.labels` … */
      readonly key: string;
      readonly service: string;
      readonly origin: Origin;
    };

/** A file that values were read from. */
export interface SourceFile {
  readonly path: string;
  /** `stack`: a stack file; `env`: variables; `config` and `secret`: what becomes a Swarm config or secret. */
  readonly kind: "stack" | "env" | "config" | "secret";
  /** Under version control; undefined: not known. */
  readonly committed: boolean | undefined;
}
