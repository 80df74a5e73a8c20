import type { RedisSettings } from "../../../model/redis-settings.ts";
import { callsInHealthCheck, isAuthenticated, type RedisCall } from "../../redis-calls.ts";
import { asksForPassword, redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds health checks whose answer says nothing of Redis. */
export const requireWorkingRedisHealthcheck: Rule = {
  id: "require-working-redis-healthcheck",
  title: "The health check of Redis logs in and looks at the answer",
  severity: "error",
  systems: ["redis"],
  symptom:
    "Redis is called healthy while it answers every command with an error, or Swarm kills a Redis that works and starts the next one, for ever.",
  fix: "Give the check the password and look at the answer: `REDISCLI_AUTH=$(cat /run/secrets/redis-password) redis-cli ping | grep -q PONG`.",
  source: "redis-cli: it ends with 0 after an error reply, and with -e with 1",
  proof: "observed",
  check: (model) => redisServers(model).flatMap(checkServer),
};

function checkServer(settings: RedisSettings): Observation[] {
  const { service } = settings;
  const asks = asksForPassword(settings);
  if (asks === false) return [];
  const call = callsInHealthCheck(service).find((candidate) => !isAuthenticated(candidate, service));
  if (call === undefined) return [];
  if (asks === undefined) {
    const message = `Whether the health check of service ${service.name} can pass is not known here: it gives redis-cli no password, and whether Redis asks for one cannot be read.`;
    return [notCheckable(service.name, call.origin, message)];
  }
  const start = `Redis of service ${service.name} asks for a password and its health check gives none`;
  const message = looksAtAnswer(call)
    ? `${start}: the answer is NOAUTH, and the check never passes.`
    : `${start}: the answer is NOAUTH with exit code 0, and the check passes whatever state Redis is in.`;
  return [violation(service.name, call.origin, message)];
}

function looksAtAnswer({ words, script }: RedisCall): boolean {
  return words.includes("-e") || /grep|PONG/i.test(script);
}
