import type { StackModel } from "../../../model/model.ts";
import type { RedisSettings } from "../../../model/redis-settings.ts";
import { type RedisUser, readUsers } from "../../../model/redis-users.ts";
import { fingerprintOf } from "../../../model/secret.ts";
import type { Origin } from "../../../model/value.ts";
import { allRedisLinks, type RedisLink, serviceOf } from "../../redis-links.ts";
import { hasOwnUsers, redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Compares what Centrifugo sends with what its Redis takes. */
export const useSameRedisPassword: Rule = {
  id: "use-same-redis-password",
  title: "Centrifugo has the password of its Redis",
  severity: "error",
  systems: ["centrifugo", "redis"],
  symptom:
    "Centrifugo stops at its start with `error creating Redis client` and NOAUTH or WRONGPASS, and its task restarts in a loop.",
  fix: "Give `engine.redis.password` (and `engine.redis.user` where Redis has users) the value that Redis has, from one source for both.",
  source: "centrifuge redis_shard.go, NewRedisShard: it connects while Centrifugo starts",
  proof: "observed",
  check: (model) => {
    const links = allRedisLinks(model).links.filter(({ kind }) => kind !== "sentinel");
    return links.flatMap((link) => checkLink(link, model));
  },
};

function checkLink(link: RedisLink, model: StackModel): Observation[] {
  const service = serviceOf(link, model);
  const redis = redisServers(model).find((settings) => settings.service === service);
  if (redis === undefined || hasOwnUsers(redis)) return [];
  const fault = faultOf(link, redis);
  if (fault === undefined) return [];
  const { name } = link.centrifugo.service;
  if (fault === "unknown") {
    const message = `Whether ${link.key}.password of service ${name} is the one that Redis of service ${redis.service.name} takes is not known here.`;
    return [notCheckable(name, link.password?.origin ?? link.origin, message)];
  }
  const observation = violation(name, fault.origin, fault.message);
  return [{ ...observation, related: [fault.related] }];
}

interface Fault {
  readonly message: string;
  readonly origin: Origin;
  readonly related: Origin;
}

function faultOf(link: RedisLink, redis: RedisSettings): Fault | "unknown" | undefined {
  const { users, complete } = readUsers(redis);
  if (link.user === undefined) return "unknown";
  const user = users.find(({ name }) => name === link.user);
  const server = `Redis of service ${redis.service.name}`;
  const client = link.centrifugo.service;
  // A name may be a password that was pasted into the wrong place.
  const who = link.userOrigin === undefined ? "the user default" : `the user in ${link.userOrigin.label}`;
  const login = `Service ${client.name} logs in as ${who}`;
  const origin = link.userOrigin ?? link.password?.origin ?? client.origin;
  if (user === undefined) {
    if (!complete) return "unknown";
    return { message: `${login}, and ${server} has no such user.`, origin, related: redis.service.origin };
  }
  const related = user.origin;
  if (!user.isOn) return { message: `${login}, which is off in ${server}.`, origin, related };
  if (user.nopass) return undefined;
  if (link.password === undefined) {
    const message = `${link.key}.password of service ${client.name} is not set, and ${server} asks for one (${user.origin.label}).`;
    return { message, origin: client.origin, related };
  }
  return isOneOf(link, user, `${server} (${user.origin.label})`);
}

function isOneOf({ password }: RedisLink, user: RedisUser, server: string): Fault | "unknown" | undefined {
  const own = password === undefined ? undefined : fingerprintOf(password);
  if (password === undefined || own === undefined) return "unknown";
  const taken = user.passwords.map(fingerprintOf);
  if (taken.includes(own)) return undefined;
  if (user.hasOther || taken.includes(undefined)) return "unknown";
  const message = `The password in ${password.origin.label} is not the one of ${server}.`;
  return { message, origin: password.origin, related: user.origin };
}
