import { parseImage, systemOfImage } from "../model/image.ts";
import type { Service, StackModel } from "../model/model.ts";
import { once } from "../model/once.ts";
import { type RedisSettings, readRedis } from "../model/redis-settings.ts";
import { type RedisUser, readUsers, usersFile } from "../model/redis-users.ts";
import { clear } from "../model/value.ts";
import { allRedisLinks, serviceOf } from "./redis-links.ts";

/** Services whose image is Redis or Valkey, Sentinels too; a job that runs `redis-cli` is none. */
export const redisServices = once((model: StackModel): readonly RedisSettings[] =>
  model.services
    .filter(({ system, image }) => {
      const reference = clear(image);
      // A service of this name may run another program, such as Dragonfly.
      const isImage = reference === undefined || systemOfImage(parseImage(reference).repository) === "redis";
      return system === "redis" && isImage;
    })
    .map(readRedis)
    .filter(({ kind }) => kind !== "tool"),
);

/** The ones that keep data. */
export function redisServers(model: StackModel): readonly RedisSettings[] {
  return redisServices(model).filter(({ kind }) => kind !== "sentinel");
}

/** Whether a Centrifugo of the stack uses this Redis, by its address or through Sentinels; undefined: not known here. */
export function isUsedByCentrifugo(service: Service, model: StackModel): boolean | undefined {
  const { links, complete } = allRedisLinks(model);
  const isUsed = links.some((link) => link.kind === "sentinel" || serviceOf(link, model) === service);
  return isUsed || (complete ? false : undefined);
}

/** Passwords that our own program writes: as SHA-256, from the same value that Centrifugo gets. */
const hashedRole = "redis-password-hash";

/** True where the users' file is one of our own program's, whose passwords agree by construction. */
export function hasOwnUsers(settings: RedisSettings): boolean {
  return usersFile(settings)?.roles.includes(hashedRole) === true;
}

/** The user that a client is without a name; undefined: not known here. */
export function defaultUserOf(settings: RedisSettings): RedisUser | undefined {
  return readUsers(settings).users.find(({ name }) => name === "default");
}

/** True where nobody gets in without a password; undefined: not known here. */
export function asksForPassword(settings: RedisSettings): boolean | undefined {
  if (hasOwnUsers(settings)) return true;
  const user = defaultUserOf(settings);
  return user === undefined ? undefined : !(user.isOn && user.nopass);
}
