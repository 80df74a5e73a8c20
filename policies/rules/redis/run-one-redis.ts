import { type RedisSettings, redisOption } from "../../../model/redis-settings.ts";
import { clear } from "../../../model/value.ts";
import { redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds several Redis behind one name that know nothing of each other. */
export const runOneRedis: Rule = {
  id: "run-one-redis",
  title: "A service has one Redis that takes writes",
  severity: "error",
  systems: ["redis"],
  symptom:
    "A message reaches only some of the clients, and history and presence change from request to request; nothing is logged.",
  fix: "Set `replicas: 1`. For high availability give each Redis a service of its own (`--replicaof` on all but one) and let Sentinels watch them.",
  source:
    "Docker documentation: a service's name leads to any of its tasks; Centrifugo documentation, engines: one Redis for all nodes",
  proof: "observed",
  check: (model) => redisServers(model).flatMap(checkServer),
};

function checkServer(settings: RedisSettings): Observation[] {
  const { name, origin, replicas } = settings.service;
  const count = clear(replicas);
  if (count !== undefined && count < 2) return [];
  const place = replicas?.origin ?? origin;
  const tasks = replicas === undefined ? "one Redis on every node" : `${count} Redis`;
  const [cluster, master] = [redisOption(settings, "cluster-enabled"), redisOption(settings, "replicaof")];
  const isJoined = cluster.text === "yes" || (!master.isDefault && master.text !== "no one");
  if (isJoined) return [];
  if (replicas !== undefined && count === undefined) {
    const message = `How many Redis service ${name} runs is not known here; one that takes writes must be alone.`;
    return [notCheckable(name, place, message)];
  }
  if (cluster.text === undefined || master.text === undefined) {
    const message = `Service ${name} runs ${tasks}, and whether they are joined is not known here: not all of its settings can be read.`;
    return [notCheckable(name, place, message)];
  }
  const message = `Service ${name} runs ${tasks}, each with data of its own, and its name leads to any of them.`;
  return [violation(name, place, message)];
}
