import { type RedisSettings, redisOption } from "../../../model/redis-settings.ts";
import { redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds a Redis that waits for the disk before it answers. */
export const rejectFsyncOnEveryWrite: Rule = {
  id: "reject-fsync-on-every-write",
  title: "A publish does not wait for Redis' disk",
  severity: "warning",
  systems: ["redis"],
  symptom:
    "Messages of all channels are late whenever the disk is slow, and everything stands still while it is busy with something else.",
  fix: "Set `appendfsync everysec`: a crash of the node then loses a second at most.",
  source:
    "Redis documentation, persistence: with appendfsync always the one thread that serves all clients forces each write to the disk first",
  check: (model) => redisServers(model).flatMap(checkServer),
};

function checkServer(settings: RedisSettings): Observation[] {
  const { service } = settings;
  const [log, sync] = [redisOption(settings, "appendonly"), redisOption(settings, "appendfsync")];
  if (log.text === "no" || sync.text === "everysec" || sync.text === "no") return [];
  if (log.text === undefined || sync.text === undefined) {
    // What is given nowhere that can be read here is the default in almost every case.
    if (sync.isDefault) return [];
    const message = `Whether Redis of service ${service.name} waits for the disk on every write is not known here.`;
    return [notCheckable(service.name, sync.origin, message)];
  }
  if (sync.text !== "always") return [];
  const message = `appendfsync of service ${service.name} is always: each publish with history waits until it is on the disk.`;
  return [violation(service.name, sync.origin, message)];
}
