import { ownerLabel } from "../../../model/labels.ts";
import type { RedisSettings } from "../../../model/redis-settings.ts";
import { clear } from "../../../model/value.ts";
import { lastingMounts } from "../../redis-data.ts";
import { redisServers } from "../../redis-services.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showName } from "../../show-name.ts";

/** Finds a Redis that may start on a node without its data. */
export const pinRedisToItsVolume: Rule = {
  id: "pin-redis-to-its-volume",
  title: "Redis stays on the node with its volume",
  severity: "warning",
  systems: ["redis"],
  symptom:
    "After a node was down, history and presence are empty, and clients are told that they may have missed messages; the old data is still there, on another node.",
  fix: "Add a placement constraint such as `node.hostname == node-1` or `node.labels.redis == true`, for one node alone.",
  source:
    "Docker documentation, volumes: a volume of the driver local is made on the node where a task starts; placement constraints",
  check: (model) => redisServers(model).flatMap(checkServer),
};

function checkServer({ service }: RedisSettings): Observation[] {
  // Our own program refuses a Swarm of several nodes without a constraint.
  if (service.placement.constraints.length > 0 || service.labels.has(ownerLabel)) return [];
  const volume = lastingMounts(service).find(({ type }) => clear(type) === "volume");
  if (volume === undefined) return [];
  const name = showName(clear(volume.source) ?? "", "of its own");
  const message = `Redis of service ${service.name} has its data in volume ${name}, and no constraint ties it to the node where that volume is.`;
  return [violation(service.name, volume.target.origin, message)];
}
