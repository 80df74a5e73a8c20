import type { RedisSettings } from "../../../model/redis-settings.ts";
import { clear } from "../../../model/value.ts";
import { lastingMounts } from "../../redis-data.ts";
import { redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds updates in which two Redis write to the same files. */
export const stopRedisBeforeUpdate: Rule = {
  id: "stop-redis-before-update",
  title: "An update stops the old Redis before it starts the new one",
  severity: "error",
  systems: ["redis"],
  symptom:
    "During an update two Redis answer under one name, and what the old one has acknowledged is gone afterwards.",
  fix: "Set `order: stop-first` in `update_config` and `rollback_config` (Pulumi: `updateConfig`, `rollbackConfig`), or delete it: it is the default.",
  source: "Docker documentation, update order; Redis documentation, persistence",
  proof: "observed",
  check: (model) => redisServers(model).flatMap(checkServer),
};

function checkServer({ service }: RedisSettings): Observation[] {
  const [mount] = lastingMounts(service);
  if (mount === undefined) return [];
  return [service.update.order, service.rollback.order].flatMap((order) => {
    if (order === undefined || clear(order) === "stop-first") return [];
    const text = clear(order);
    if (text === undefined) {
      const message = `Whether an update of Redis in service ${service.name} runs two of them on the same data is not known here: ${order.origin.label}.`;
      return [notCheckable(service.name, order.origin, message)];
    }
    if (text !== "start-first") return [];
    const message = `Service ${service.name} starts a new Redis while the old one still writes to the same data: ${order.origin.label} is start-first.`;
    return [{ ...violation(service.name, order.origin, message), related: [mount.target.origin] }];
  });
}
