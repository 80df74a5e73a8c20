/**
 * What a service is to look like on the Swarm, as plain data: no Pulumi outputs, no provider quirks.
 * `docker-service.ts` turns a definition into the provider's arguments, and the rules see the same
 * definition before the first resource is declared.
 */
import type { NetworkName } from "./names.ts";

/** A file that a task finds in its file system. Its content is a Swarm config, or a Swarm secret if `secret`. */
export interface FileDefinition {
  /** Logical name inside the stack, such as `centrifugo-config`; Pulumi adds a suffix. */
  readonly name: string;
  /** Absolute path in the container. */
  readonly path: string;
  readonly content: string;
  /** True: a Swarm secret, encrypted in Pulumi's state. False: a Swarm config, readable in every diff. */
  readonly secret: boolean;
  /** What the values inside are for, as a label on the Swarm object: `token`, `api-key`, `redis-password`. */
  readonly roles?: readonly string[];
  /** Numeric owner in the container. */
  readonly uid: number;
  /** File mode, written in octal: `0o400`. */
  readonly mode: number;
}

/** A port that is published on the node where the task runs (host mode, no routing mesh). */
export interface PortDefinition {
  readonly name: string;
  /** Port on the node. */
  readonly published: number;
  /** Port in the container. */
  readonly target: number;
}

export type MountDefinition =
  | {
      readonly type: "volume";
      readonly source: string;
      readonly target: string;
      /** Set on the volume when the mount makes it. */
      readonly labels: Readonly<Record<string, string>>;
    }
  | { readonly type: "bind"; readonly source: string; readonly target: string; readonly readOnly: true }
  | { readonly type: "tmpfs"; readonly target: string; readonly sizeBytes: number };

export interface HealthcheckDefinition {
  /** As in Docker: `["CMD", …]` or `["CMD-SHELL", "…"]`. */
  readonly test: readonly string[];
  /** Go durations with units, such as `5s`. */
  readonly interval: string;
  readonly timeout: string;
  readonly startPeriod: string;
  readonly retries: number;
}

export interface ServiceDefinition {
  /** Name on the Swarm: `<stack>_<service>`. */
  readonly name: string;
  readonly image: string;
  /** Replaces the image's entry point. */
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** `uid:gid`. */
  readonly user: string;
  readonly env: Readonly<Record<string, string>>;
  /** Service labels (Traefik reads these, not the container's). */
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  /** Logical names of networks (see `networks.ts`). */
  readonly networks: readonly NetworkName[];
  /** Names on the Swarm of further networks, which somebody else has made. */
  readonly foreignNetworks?: readonly string[];
  readonly files: readonly FileDefinition[];
  readonly mounts: readonly MountDefinition[];
  readonly ports: readonly PortDefinition[];
  readonly healthcheck: HealthcheckDefinition;
  /** Time between SIGTERM and SIGKILL, with unit. */
  readonly stopGracePeriod: string;
  readonly updateOrder: "start-first" | "stop-first";
  readonly constraints: readonly string[];
  /** Tasks per node at most; absent: no limit. */
  readonly maxReplicasPerNode?: number;
  readonly limits: { readonly memoryBytes: number; readonly cpus: number };
}
