import { type Fault, settingsOf } from "./cross-check.ts";
import { MOST_THREADS } from "./redis-managed.ts";

/** What the settings of Redis ask of the resources that it is given. */
export function checkRedisThreads(config: Record<string, unknown>): Fault[] {
  const threads = settingsOf(config["redis"])["ioThreads"];
  const cpus = settingsOf(settingsOf(config["resources"])["redis"])["cpus"];
  if (typeof threads !== "number" || typeof cpus !== "number") return [];
  if (threads <= Math.max(cpus, 1) || threads > MOST_THREADS) return [];
  const message = "expected no more threads than Redis has processor cores";
  // They spin while they wait for each other: with less than a core each, Redis gets slower.
  const fix = `Lower it, or raise \`resources.redis.cpus\` to ${threads}.`;
  return [[["redis", "ioThreads"], { code: "redis-threads", message, found: `\`${threads}\``, fix }]];
}
