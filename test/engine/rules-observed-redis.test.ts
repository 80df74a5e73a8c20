import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { expect, test } from "vitest";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import { redisCommand } from "../../lab/index.ts";
import { callApi, openClient } from "./raw-client.ts";
import { withRedisOnLoopback } from "./redis-on-loopback.ts";
import { endOf, type Settings, testKey, withCentrifugo } from "./run-centrifugo.ts";

/** What the pages of the rules on Redis call "observed". */
const password = "test-redis-password-0a1b2c3d";
const withPassword = ["--requirepass", password];
const engine = (redis: Settings): Settings => ({ engine: { type: "redis", redis } });

/** What `redis-cli` prints, and how it ends. */
async function cli(address: string, ...command: string[]) {
  const { file, args } = await redisCommand("redis-cli", () => {});
  const options = { reject: false, all: true } as const;
  const { exitCode, all } = await execa(file, [...args, "-u", address, ...command], options);
  return { exitCode, all };
}

test("require-reachable-redis: without its Redis Centrifugo ends at its start", async () => {
  const ended = await endOf(engine({ address: ["redis://127.0.0.1:1"] }));
  expect(ended).toEqual({ exitCode: 1, log: expect.stringContaining("error creating Redis client") });
});

test("use-same-redis-password: with another password or none Centrifugo ends at its start", async () => {
  await withRedisOnLoopback(async (address) => {
    const wrong = await endOf(engine({ address: [address], password: "other" }));
    expect(wrong).toEqual({ exitCode: 1, log: expect.stringContaining("WRONGPASS") });
    const none = await endOf(engine({ address: [address] }));
    expect(none).toEqual({ exitCode: 1, log: expect.stringContaining("NOAUTH") });
  }, withPassword);
});

test("require-redis-password: without one anybody may empty Redis, with one nobody", async () => {
  const open = await withRedisOnLoopback((address) => cli(address, "FLUSHALL"));
  expect(open).toEqual({ exitCode: 0, all: "OK" });
  const closed = await withRedisOnLoopback((address) => cli(address, "FLUSHALL"), withPassword);
  expect(closed.all).toContain("NOAUTH");
});

test("require-working-redis-healthcheck: ping without the password is refused and ends with 0", async () => {
  const answer = await withRedisOnLoopback((address) => cli(address, "ping"), withPassword);
  expect(answer).toEqual({ exitCode: 0, all: expect.stringContaining("NOAUTH") });
});

/** Whether a client of one Centrifugo receives what is published at another one. */
async function isHeard(publisher: Settings, subscriber: Settings): Promise<boolean> {
  const usual: Settings = {
    client: { token: { hmac_secret_key: testKey } },
    http_api: { key: testKey },
    channel: { namespaces: [{ name: "news", allow_subscribe_for_client: true }] },
  };
  return await withCentrifugo({ ...usual, ...engine(publisher) }, (one) =>
    withCentrifugo({ ...usual, ...engine(subscriber) }, async (other) => {
      const client = await openClient(other.port, { token: await connectionToken(testKey, "user") });
      await client.send({ subscribe: { channel: "news:1" } });
      const published = await callApi(one.port, "publish", { channel: "news:1", data: { n: 1 } }, testKey);
      expect(published.status).toBe(200);
      const heard = await Promise.race([client.nextPublication(), sleep(500, undefined)]);
      client.close();
      return heard !== undefined;
    }),
  );
}

test("separate-redis-prefixes: another db is heard all the same, another prefix is not", async () => {
  await withRedisOnLoopback(async (address) => {
    expect(await isHeard({ address: [address], db: 0 }, { address: [address], db: 1 })).toBe(true);
    expect(await isHeard({ address: [address] }, { address: [address], prefix: "staging" })).toBe(false);
  });
});

test("run-one-redis: what is published through one of two Redis is not heard through the other", async () => {
  await withRedisOnLoopback((one) =>
    withRedisOnLoopback(async (two) => {
      expect(await isHeard({ address: [one] }, { address: [two] })).toBe(false);
      expect(await isHeard({ address: [one] }, { address: [one] })).toBe(true);
    }),
  );
});
