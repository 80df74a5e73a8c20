import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { expect, test } from "vitest";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import { redisCommand } from "../../lab/index.ts";
import { callApi, openClient } from "./raw-client.ts";
import { withRedisOnLoopback } from "./redis-on-loopback.ts";
import { type Settings, testKey, withCentrifugo } from "./run-centrifugo.ts";

/** What the pages of the rules on Redis' data and version call "observed". */
const usual: Settings = { client: { token: { hmac_secret_key: testKey } }, http_api: { key: testKey } };

/** What `redis-cli` prints. */
async function cli(address: string, ...command: string[]): Promise<string> {
  const { file, args } = await redisCommand("redis-cli", () => {});
  return (await execa(file, [...args, "-u", address, ...command])).stdout;
}

/** Rewrites the append-only file, which Redis does by itself when it has grown. */
async function rewriteLog(address: string): Promise<void> {
  await cli(address, "BGREWRITEAOF");
  while (
    !/aof_rewrite_in_progress:0\s+aof_rewrite_scheduled:0/.test(await cli(address, "INFO", "persistence"))
  )
    await sleep(20);
}

test("stop-redis-before-update: what the old Redis takes beside the new one is gone", async () => {
  const directory = await mkdtemp(join(tmpdir(), "redis-data-"));
  const onData = ["--dir", directory, "--appendonly", "yes", "--appendfsync", "always"];
  try {
    const during = await withRedisOnLoopback(async (oldOne) => {
      expect(await cli(oldOne, "SET", "before", "1")).toBe("OK");
      return await withRedisOnLoopback(async (newOne) => {
        await rewriteLog(newOne);
        expect(await cli(oldOne, "SET", "meanwhile", "1")).toBe("OK");
        return await cli(newOne, "MGET", "before", "meanwhile");
      }, onData);
    }, onData);
    const afterwards = await withRedisOnLoopback(
      (address) => cli(address, "MGET", "before", "meanwhile"),
      onData,
    );
    expect({ during, afterwards }).toEqual({ during: "1\n", afterwards: "1\n" });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

/** What a client gets that subscribes to a channel with presence. */
function subscribeWith(redis: Settings): Promise<unknown> {
  return withRedisOnLoopback((address) => {
    const channel = { namespaces: [{ name: "news", presence: true, allow_subscribe_for_client: true }] };
    const engine = { type: "redis", redis: { address, ...redis } };
    return withCentrifugo({ ...usual, engine, channel }, async ({ port }) => {
      const client = await openClient(port, { token: await connectionToken(testKey, "user") });
      const reply = await client.send({ subscribe: { channel: "news:1" } });
      client.close();
      return reply;
    });
  });
}

test("require-redis-version: on Redis 7.0 presence with expiring fields closes who subscribes", async () => {
  expect(await subscribeWith({ presence_hash_field_ttl: true })).toBe(3004);
  expect(await subscribeWith({})).toMatchObject({ subscribe: {} });
});

/** Fills a small Redis, and gives what the last publish and a client that comes back got. */
function whenFull(policy: string): Promise<{ readonly published: unknown; readonly returned: unknown }> {
  const small = ["--maxmemory", "3mb", "--maxmemory-policy", policy];
  return withRedisOnLoopback((address) => {
    const news = { name: "news", allow_subscribe_for_client: true, force_recovery: true };
    const channel = { namespaces: [{ ...news, history_size: 100, history_ttl: "1h" }] };
    const engine = { type: "redis", redis: { address } };
    return withCentrifugo({ ...usual, engine, channel }, async ({ port }) => {
      const publish = async (name: string, data: string) =>
        (await callApi(port, "publish", { channel: name, data }, testKey)).body;
      const token = await connectionToken(testKey, "user");
      await publish("news:first", "1");
      const before = await openClient(port, { token });
      const position = positionIn(await before.send({ subscribe: { channel: "news:first" } }));
      before.close();
      await publish("news:first", "2");

      let published: unknown;
      for (let index = 0; index < 200; index++)
        published = await publish(`news:${index}`, "x".repeat(30_000));

      const after = await openClient(port, { token });
      const returned = await after.send({
        subscribe: { channel: "news:first", recover: true, ...position },
      });
      after.close();
      return { published, returned };
    });
  }, small);
}

function positionIn(reply: unknown): { readonly offset?: unknown; readonly epoch?: unknown } {
  if (typeof reply !== "object" || reply === null || !("subscribe" in reply)) return {};
  const { subscribe } = reply;
  if (typeof subscribe !== "object" || subscribe === null || !("epoch" in subscribe)) return {};
  return { epoch: subscribe.epoch, offset: "offset" in subscribe ? subscribe.offset : 0 };
}

test("keep-history-from-eviction: a full Redis drops the history in silence, or refuses what is new", async () => {
  const evicting = await whenFull("allkeys-lru");
  expect(evicting).toMatchObject({
    published: { result: {} },
    returned: { subscribe: { recoverable: true } },
  });
  expect(evicting.returned).not.toMatchObject({ subscribe: { recovered: true } });

  const refusing = await whenFull("noeviction");
  expect(refusing).toMatchObject({ published: { error: { code: 100 } } });
  expect(refusing.returned).toMatchObject({
    subscribe: { recovered: true, publications: [{ data: "2" }] },
  });
});
