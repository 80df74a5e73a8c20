import type { Origin } from "./value.ts";

/**
 * What people call the parts of a service, by their place in the stack model. Every reader names them with these
 * words, so that one deployment gets the same findings from each source.
 */
const words = {
  image: "image",
  command: "command",
  args: "argument",
  healthcheck: "health check",
  directory: "working directory",
  aliases: "network alias",
  replicas: "number of replicas",
  stopGracePeriod: "stop grace period",
  "update.parallelism": "update parallelism",
  "update.delay": "update delay",
  "update.order": "update order",
  "update.failureAction": "failure action of an update",
  "update.monitor": "monitoring time of an update",
  "rollback.parallelism": "rollback parallelism",
  "rollback.delay": "rollback delay",
  "rollback.order": "rollback order",
  "rollback.failureAction": "failure action of a rollback",
  "rollback.monitor": "monitoring time of a rollback",
  "restart.condition": "restart condition",
  "restart.maxAttempts": "number of restart attempts",
  "restart.window": "restart window",
  "placement.constraints": "placement constraint",
  "placement.preferences": "placement preference",
  "placement.maxReplicas": "most replicas on one node",
  "resources.memoryLimit": "memory limit",
  "resources.cpuLimit": "CPU limit",
  "resources.memoryReservation": "memory reservation",
  "logging.driver": "log driver",
  "healthTiming.interval": "interval of the health check",
  "healthTiming.timeout": "timeout of the health check",
  "healthTiming.startPeriod": "start period of the health check",
  "healthTiming.retries": "retries of the health check",
  ports: "port",
  endpointMode: "endpoint mode",
  networks: "network",
  mounts: "mount",
  user: "user",
  readOnly: "read-only file system",
  capDrops: "dropped capability",
  capAdds: "added capability",
  converges: "wait for convergence",
} as const;

/** A part of a service that has a place of its own. */
export type SpecPart = keyof typeof words;

/** The place of a part: `update order of service dev_traefik`. */
export function partPlace(part: SpecPart, service: string): Origin {
  return { label: `${words[part]} of service ${service}`, key: part };
}
