import { type RedisSettings, redisOption } from "../../../model/redis-settings.ts";
import { clear } from "../../../model/value.ts";
import { parseRedisMemory, showBytes } from "../../redis-memory.ts";
import { redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Part of the container's memory that data may take; buffers of connections and a fork's copies need the rest. */
const largestShare = 0.8;

/** Finds a Redis that the kernel kills before it notices that it is full. */
export const limitRedisMemory: Rule = {
  id: "limit-redis-memory",
  title: "Redis knows a limit below its container's",
  severity: "warning",
  systems: ["redis"],
  symptom:
    "Redis is killed when its container is full, without a line in its log: all Centrifugo nodes lose it at once, and what was not on the disk is gone.",
  fix: "Set `maxmemory` to about three quarters of the memory limit, for example `maxmemory 192mb` with a limit of 256M.",
  source:
    "Redis documentation, memory optimization and persistence: maxmemory counts neither the buffers of replicas nor the pages that are copied while a fork saves; Docker documentation, resource constraints",
  check: (model) => redisServers(model).flatMap(checkServer),
};

function checkServer(settings: RedisSettings): Observation[] {
  const { service } = settings;
  const limit = service.resources.memoryLimit;
  if (limit === undefined) return [];
  const option = redisOption(settings, "maxmemory");
  const [bytes, most] = [option.text === undefined ? undefined : parseRedisMemory(option.text), clear(limit)];
  if (bytes === undefined || most === undefined) {
    const what = bytes === undefined ? "maxmemory" : "the memory limit";
    const message = `Whether Redis of service ${service.name} keeps within its container's memory is not known here: ${what}.`;
    return [notCheckable(service.name, option.origin, message)];
  }
  if (bytes > 0 && bytes <= most * largestShare) return [];
  const observation = violation(service.name, option.origin, messageFor(settings, bytes, most));
  return [{ ...observation, related: [limit.origin] }];
}

function messageFor(settings: RedisSettings, bytes: number, most: number): string {
  const { name } = settings.service;
  const limit = `${showBytes(most)}, the memory limit of service ${name}`;
  if (bytes === 0)
    return `Redis of service ${name} has no maxmemory, and is killed when it needs more than ${limit}.`;
  const place = `maxmemory of service ${name} is ${showBytes(bytes)}`;
  if (bytes >= most) return `${place}, which is not below ${limit}: Redis is killed before it is full.`;
  return `${place}, more than four fifths of ${limit}: buffers of connections and ${forkOf(settings)} need the rest.`;
}

function forkOf(settings: RedisSettings): string {
  return redisOption(settings, "appendonly").text === "yes"
    ? "the copies that a rewrite of the append-only file makes"
    : "the copies that saving makes";
}
