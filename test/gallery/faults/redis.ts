import { createHash } from "node:crypto";
import { redisUsers } from "../../../stacks/redis-config.ts";
import { docker } from "../../support/docker.ts";
import type { Fault } from "../fault.ts";
import { untilReplaced } from "../services.ts";
import type { GalleryStack } from "../stack.ts";

const confPath = "/etc/redis/redis.conf";
const usersPath = "/etc/redis/users.acl";

/** Redis, and what Centrifugo was told of it. */
export const redisFaults: readonly Fault[] = [
  {
    id: "redis-stopped",
    title: "Redis is scaled to 0",
    inject: ({ change }) => change("redis", "--replicas", "0"),
    check: "services-running",
    cause: "The service STACK_redis is scaled to 0.",
  },
  {
    id: "redis-paused",
    title: "Redis hangs: it runs, and does not answer",
    inject: async (gallery) => {
      const container = await containerOf(gallery);
      gallery.afterwards(() => docker("unpause", container));
      await docker("pause", container);
    },
    check: "redis-ping",
    cause: "Nothing answers at STACK_redis:6379: Redis is down or hangs",
  },
  {
    id: "redis-other-password",
    title: "Redis got another password than Centrifugo",
    inject: async (gallery) =>
      users(gallery, (line) => line.replace(/#[0-9a-f]{64}/, `#${hashOf(gallery.newSecret())}`)),
    check: "redis-ping",
    cause: "Redis does not take the password that Centrifugo sends.",
  },
  {
    id: "redis-user-rights",
    title: "Centrifugo's Redis user may not publish",
    inject: async (gallery) => users(gallery, (line) => `${line} -publish -eval -evalsha -fcall`),
    check: "redis-ping",
    cause: "Centrifugo's user in Redis may not use EVAL",
  },
  {
    id: "redis-evicts",
    title: "Redis throws history away when it is full",
    inject: async ({ change, file }) =>
      change(
        "redis",
        ...(await file("redis", confPath, (text) => text.replace("noeviction", "allkeys-lru"))),
      ),
    check: "redis-memory",
    cause: "Redis drops history when it is full (allkeys-lru), so that clients miss messages.",
    page: "docs/rules/keep-history-from-eviction.md",
  },
  {
    id: "redis-full",
    title: "Redis has no memory left",
    inject: async ({ change, file }) =>
      change(
        "redis",
        ...(await file("redis", confPath, (text) => text.replace(/maxmemory \d+/, "maxmemory 1100000"))),
      ),
    check: "redis-memory",
    cause: "Redis is nearly full: it will refuse to take messages.",
  },
  {
    id: "redis-two-engines",
    title: "an update to the memory engine goes on, and one node has it",
    inject: async ({ update, nameOf }) => {
      await update("centrifugo", "--update-delay", "10m", "--env-add", "CENTRIFUGO_ENGINE_TYPE=memory");
      await untilReplaced(nameOf("centrifugo"), 1);
    },
    check: "redis-pubsub",
    cause: "Only 1 of 2 nodes use this Redis.",
    page: "docs/rules/share-engine-between-replicas.md",
  },
  {
    id: "redis-wrong-address",
    title: "Centrifugo was told of a Redis that is not there",
    inject: ({ spoil }) =>
      spoil("centrifugo", "--env-add", "CENTRIFUGO_ENGINE_REDIS_ADDRESS=redis://nobody:6379"),
    check: "services-running",
    cause: "Centrifugo does not reach its Redis, so that it ends.",
  },
  {
    id: "redis-prefix",
    title: "Centrifugo uses another prefix than its Redis user may",
    inject: ({ spoil }) => spoil("centrifugo", "--env-add", "CENTRIFUGO_ENGINE_REDIS_PREFIX=other"),
    check: "services-running",
    cause: "Centrifugo's user in Redis has too few rights, or rights for another prefix.",
  },
  {
    id: "redis-network",
    title: "Centrifugo and Redis share no network",
    inject: ({ change, nameOf }) => change("redis", "--network-rm", nameOf("redis")),
    check: "rules",
    cause: "shares no network with service STACK_redis.",
    page: "docs/rules/require-reachable-redis.md",
  },
];

function hashOf(password: string): string {
  return createHash("sha256").update(password).digest("hex");
}

/** Changes the line of Centrifugo's user in the users' file. */
async function users(gallery: GalleryStack, edit: (line: string) => string): Promise<void> {
  const { change, file, config, stack } = gallery;
  const lines = redisUsers(config, { project: "centrifugo-swarm", stack: stack.name }).split("\n");
  const text = lines.map((line) => (line.startsWith("user centrifugo ") ? edit(line) : line)).join("\n");
  await change("redis", ...(await file("redis", usersPath, () => text)));
}

async function containerOf({ nameOf }: GalleryStack): Promise<string> {
  return docker("ps", "--quiet", "--filter", `label=com.docker.swarm.service.name=${nameOf("redis")}`);
}
