import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { FileDefinition, MountDefinition, ServiceDefinition } from "./definition.ts";
import { labelList, type NetworkName } from "./names.ts";

/** A Swarm object that a service refers to. */
export interface ObjectReference {
  readonly id: pulumi.Input<string>;
  readonly name: pulumi.Input<string>;
}

/** What the names in a definition stand for. */
export interface References {
  readonly network: (name: NetworkName) => pulumi.Input<string>;
  /** The id of a network of somebody else, by its name on the Swarm. */
  readonly foreignNetwork: (name: string) => string;
  readonly file: (file: FileDefinition) => ObjectReference;
}

/**
 * The provider's arguments for a service.
 *
 * Every field that the provider leaves at a bad default is set here and nowhere else: it would report
 * success while tasks crash (`convergeConfig`), kill without a grace period (`stopGracePeriod`), pause a
 * failed update half-way (`failureAction`), and replace the service for a network given by name.
 */
export function serviceArgs(definition: ServiceDefinition, refs: References) {
  const update = {
    parallelism: 1,
    delay: "2s",
    // Longer than a health check needs to find a sick task, so that such a release is rolled back.
    monitor: "10s",
    maxFailureRatio: "0.0",
    failureAction: "rollback",
    order: definition.updateOrder,
  };
  return {
    name: definition.name,
    labels: labelList(definition.labels),
    mode: { replicated: { replicas: definition.replicas } },
    endpointSpec: {
      // Works with and without IP_VS in the kernel, and has no idle timeout of 15 minutes.
      mode: "dnsrr",
      ports: definition.ports.map((port) => ({
        name: port.name,
        protocol: "tcp",
        publishMode: "host",
        publishedPort: port.published,
        targetPort: port.target,
      })),
    },
    updateConfig: update,
    rollbackConfig: { ...update, failureAction: "pause" },
    // The provider then waits until every task runs, and a task with a health check runs once it is healthy.
    convergeConfig: { delay: "2s", timeout: "3m" },
    taskSpec: {
      containerSpec: containerSpec(definition, refs),
      networksAdvanceds: [
        ...definition.networks.map((name) => ({ id: refs.network(name) })),
        ...(definition.foreignNetworks ?? []).map((name) => ({ id: refs.foreignNetwork(name) })),
      ],
      placement: {
        constraints: [...definition.constraints],
        prefs: ["spread=node.id"],
        ...(definition.maxReplicasPerNode === undefined
          ? {}
          : { maxReplicas: definition.maxReplicasPerNode }),
      },
      resources: {
        limits: {
          memoryBytes: definition.limits.memoryBytes,
          nanoCpus: Math.round(definition.limits.cpus * 1e9),
        },
      },
      // No cap on attempts: a service whose dependency comes up late must not stay down.
      restartPolicy: { condition: "any", delay: "2s", maxAttempts: 0, window: "0s" },
      logDriver: { name: "json-file", options: { "max-size": "10m", "max-file": "3" } },
    },
  } satisfies docker.ServiceArgs;
}

/** The arguments as plain objects and lists, so that a transform can take them apart. */
export type PlainServiceArgs = ReturnType<typeof serviceArgs>;

function containerSpec(definition: ServiceDefinition, refs: References) {
  const target = (file: FileDefinition) => ({
    fileName: file.path,
    fileUid: String(file.uid),
    fileGid: String(file.uid),
    fileMode: file.mode,
  });
  const configs = definition.files.filter((file) => !file.secret);
  const secrets = definition.files.filter((file) => file.secret);
  return {
    image: definition.image,
    commands: [...definition.command],
    args: [...definition.args],
    user: definition.user,
    env: { ...definition.env },
    labels: labelList({
      "com.docker.stack.namespace": definition.labels["com.docker.stack.namespace"] ?? "",
    }),
    readOnly: true,
    capDrops: ["ALL"],
    stopGracePeriod: definition.stopGracePeriod,
    configs: configs.map((file) => {
      const { id, name } = refs.file(file);
      return { configId: id, configName: name, ...target(file) };
    }),
    secrets: secrets.map((file) => {
      const { id, name } = refs.file(file);
      return { secretId: id, secretName: name, ...target(file) };
    }),
    mounts: definition.mounts.map(mount),
    healthcheck: {
      tests: [...definition.healthcheck.test],
      interval: definition.healthcheck.interval,
      timeout: definition.healthcheck.timeout,
      startPeriod: definition.healthcheck.startPeriod,
      retries: definition.healthcheck.retries,
    },
  };
}

function mount(definition: MountDefinition) {
  const { type, target } = definition;
  switch (definition.type) {
    case "tmpfs":
      return { type, target, tmpfsOptions: { sizeBytes: definition.sizeBytes } };
    case "bind":
      return { type, target, source: definition.source, readOnly: definition.readOnly };
    case "volume":
      return {
        type,
        target,
        source: definition.source,
        volumeOptions: { labels: labelList(definition.labels) },
      };
  }
}
