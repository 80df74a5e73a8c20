import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import { callApi, openClient } from "./raw-client.ts";
import { withRedisOnLoopback } from "./redis-on-loopback.ts";
import { type RunningCentrifugo, testKey, withCentrifugo } from "./run-centrifugo.ts";

/** What the page of share-engine-between-replicas calls "observed": two real nodes, and what they share. */
const sound = {
  client: { token: { hmac_secret_key: testKey } },
  http_api: { key: testKey },
  channel: {
    namespaces: [
      { name: "news", allow_subscribe_for_client: true, presence: true },
      { name: "map", subscription_type: "map", map: { mode: "ephemeral", key_ttl: "60s" } },
    ],
  },
};

function twoNodes<T>(settings: object, use: (a: RunningCentrifugo, b: RunningCentrifugo) => Promise<T>) {
  const all = { ...sound, ...settings };
  return withCentrifugo(all, (a) => withCentrifugo(all, (b) => use(a, b)));
}

const ask = async ({ port }: RunningCentrifugo, method: string, body: object): Promise<unknown> => {
  const answer = await callApi(port, method, body, testKey);
  expect(answer).toMatchObject({ status: 200, body: { result: {} } });
  return answer.body;
};

/** What a client of the second node gets first, after both have published, and what the first node knows of it. */
function seenFrom(settings: object): Promise<unknown> {
  return twoNodes(settings, async (a, b) => {
    const client = await openClient(b.port, { token: await connectionToken(testKey, "reader") });
    await client.send({ subscribe: { channel: "news:1" } });
    await ask(a, "publish", { channel: "news:1", data: "from a" });
    await ask(b, "publish", { channel: "news:1", data: "from b" });
    const first = await client.nextPublication();
    const presence = await ask(a, "presence_stats", { channel: "news:1" });
    client.close();
    return { first, presence };
  });
}

const nobody = { result: { num_clients: 0, num_users: 0 } };
const somebody = { result: { num_clients: 1, num_users: 1 } };

test("share-engine-between-replicas: on the memory engine a message and presence stay on their node, and the API says 200", async () => {
  expect(await seenFrom({})).toEqual({ first: "from b", presence: nobody });
});

test("share-engine-between-replicas: a Redis shares both, and a broker alone shares no presence", async () => {
  await withRedisOnLoopback(async (address) => {
    // A prefix of its own, since killed nodes leave their presence behind.
    const redis = () => ({ type: "redis", redis: { address, prefix: randomUUID() } });
    expect(await seenFrom({ engine: redis() })).toEqual({ first: "from a", presence: somebody });
    const broker = { enabled: true, ...redis() };
    expect(await seenFrom({ broker })).toEqual({ first: "from a", presence: nobody });
    const presence_manager = { enabled: true, ...redis() };
    expect(await seenFrom({ broker, presence_manager })).toEqual({ first: "from a", presence: somebody });
  });
});

test("share-engine-between-replicas: the state of a map channel stays on its node beside the Redis engine, until the map broker is Redis too", async () => {
  await withRedisOnLoopback(async (address) => {
    const redis = { type: "redis", redis: { address } };
    const entries = (settings: object) =>
      twoNodes(settings, async (a, b) => {
        await ask(a, "map_publish", { channel: "map:1", key: "k", data: "from a" });
        return ask(b, "map_read_state", { channel: "map:1", limit: 10 });
      });
    expect(await entries({ engine: redis })).not.toMatchObject({ result: { entries: [{ key: "k" }] } });
    expect(await entries({ engine: redis, map_broker: redis })).toMatchObject({
      result: { entries: [{ key: "k", data: "from a" }] },
    });
  });
});
