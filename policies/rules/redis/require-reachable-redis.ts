import type { StackModel } from "../../../model/model.ts";
import { type RedisSettings, redisOption } from "../../../model/redis-settings.ts";
import { shareNetwork } from "../../network-reach.ts";
import {
  type AddressFault,
  allRedisLinks,
  type RedisLink,
  serviceOf,
  type UnknownAddress,
} from "../../redis-links.ts";
import { asksForPassword, redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showName } from "../../show-name.ts";

/** Finds what keeps Centrifugo from its Redis. */
export const requireReachableRedis: Rule = {
  id: "require-reachable-redis",
  title: "Centrifugo can reach its Redis",
  severity: "error",
  systems: ["centrifugo", "redis"],
  symptom:
    "Centrifugo stops at its start with `error creating Redis client` (connection refused, no such host, DENIED), and its task restarts in a loop.",
  fix: "Set `engine.redis.address` to `redis://SERVICE:6379` with the name of Redis' service, put both on one network, and delete `bind` and `protected-mode` from Redis' settings.",
  source: "centrifuge redis_shard.go, NewRedisShard; Redis documentation, security: bind and protected mode",
  proof: "observed",
  check: (model) => {
    const { links, faults, unknown } = allRedisLinks(model);
    return [
      ...faults.map(checkAddress),
      ...unknown.map(sayUnknown),
      ...links.flatMap((link) => checkLink(link, model)),
      ...redisServers(model).flatMap(checkServer),
    ];
  },
};

function checkAddress({ centrifugo, key, why, origin }: AddressFault): Observation {
  const { name } = centrifugo.service;
  const fix = "Write `redis://SERVICE:6379`, with the port; several addresses are separate Redis, not one.";
  return violation(name, origin, `${key} of service ${name} ${why}, and Centrifugo does not start.`, fix);
}

function sayUnknown({ centrifugo, key, origin }: UnknownAddress): Observation {
  const { name } = centrifugo.service;
  return notCheckable(name, origin, `Where service ${name} looks for Redis is not known here: ${key}.`);
}

const loopback = /^-?(localhost|127(\.\d+){3}|::1)$/i;

function checkLink(link: RedisLink, model: StackModel): Observation[] {
  const { service } = link.centrifugo;
  if (loopback.test(link.host)) {
    const where = link.isDefault
      ? `has no ${link.key}.address, so that it looks for Redis in its own container (127.0.0.1)`
      : `looks for Redis in its own container: ${link.origin.label} is a loopback address`;
    return [violation(service.name, link.origin, `Service ${service.name} ${where}.`)];
  }
  const target = serviceOf(link, model);
  if (target === undefined) return [];
  const host = showName(link.host, "of Redis");
  if (shareNetwork(service, target, model) === false) {
    const message = `Service ${service.name} looks for Redis at ${host}, and shares no network with service ${target.name}.`;
    return [violation(service.name, link.origin, message)];
  }
  const redis = redisServers(model).find((settings) => settings.service === target);
  const ports = redis === undefined ? [] : portsOf(redis);
  if (link.kind !== "server" || link.port === undefined || ports.length === 0) return [];
  if (ports.includes(String(link.port))) return [];
  const message = `Service ${service.name} looks for Redis on port ${link.port} of ${host}, which listens on ${ports.join(" and ")}.`;
  return [violation(service.name, link.origin, message)];
}

/** None where they are not known. */
function portsOf(redis: RedisSettings): readonly string[] {
  const ports = ["port", "tls-port"].map((name) => redisOption(redis, name).text);
  const known = ports.filter((port) => port !== undefined && /^\d{1,5}$/.test(port) && port !== "0");
  return ports.includes(undefined) ? [] : known.filter((port) => port !== undefined);
}

function checkServer(settings: RedisSettings): Observation[] {
  const { service } = settings;
  const bind = redisOption(settings, "bind");
  const addresses = (bind.text ?? "").split(/\s+/).filter((address) => address !== "");
  if (addresses.length > 0 && addresses.every((address) => loopback.test(address))) {
    const message = `Redis of service ${service.name} listens only inside its own container: ${bind.origin.label} names loopback addresses alone.`;
    return [violation(service.name, bind.origin, message)];
  }
  return checkProtectedMode(settings);
}

/** It lets in loopback alone while the user `default` is open; before Redis 7 an explicit `bind` switches it off. */
function checkProtectedMode(settings: RedisSettings): Observation[] {
  const { service } = settings;
  const mode = redisOption(settings, "protected-mode");
  if (mode.text !== "yes" || ((service.major ?? 7) < 7 && !redisOption(settings, "bind").isDefault))
    return [];
  const asks = asksForPassword(settings);
  if (asks === true) return [];
  const message = `protected-mode of service ${service.name} is on`;
  if (asks === undefined) {
    const question = `${message}, and whether Redis asks for a password, without which it takes no connection, is not known here.`;
    return [notCheckable(service.name, mode.origin, question)];
  }
  return [
    violation(
      service.name,
      mode.origin,
      `${message} and no password is set, so that Redis refuses every client outside of its container.`,
    ),
  ];
}
