import { expect, test } from "vitest";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import { openClient } from "./raw-client.ts";
import { type Settings, testKey, withCentrifugo } from "./run-centrifugo.ts";

type Command = Readonly<Record<string, unknown>>;

/** Replies to a signed-in user, the one to `connect` first. */
const repliesTo = (channel: Settings, connect: Command, ...commands: readonly Command[]) =>
  withCentrifugo({ client: { token: { hmac_secret_key: testKey } }, channel }, async ({ port }) => {
    const token = await connectionToken(testKey, "user-of-tenant-1");
    const client = await openClient(port, { token, ...connect });
    const replies = [client.first];
    for (const command of commands) replies.push(await client.send(command));
    client.close();
    return replies;
  });

const channel = "org:tenant-2:messages";
const nobody = { endpoint: "grpc://127.0.0.1:1", timeout: "1s" };
const org = (options: Settings): Settings => ({
  namespaces: [{ name: "org", ...options }],
  proxy: { subscribe: nobody, subscribe_stream: nobody, publish: nobody },
});
const open = { allow_subscribe_for_client: true };

test("keep-tenants-apart: a stream proxy is not asked about channels in the connect command", async () => {
  const connect = { subs: { [channel]: {} } };
  const subscribe = { subscribe: { channel } };
  const beside = org({ ...open, subscribe_stream_proxy_enabled: true });
  const [connected, refused] = await repliesTo(beside, connect);
  expect(connected).toMatchObject({ connect: { subs: { [channel]: {} } } });
  expect(refused).toBeUndefined();
  const [, asked] = await repliesTo(beside, {}, subscribe);
  expect(asked).toMatchObject({ error: {} });
});

test("keep-tenants-apart: a subscribe proxy decides also where the right is given", async () => {
  const decided = org({ ...open, subscribe_proxy_enabled: true });
  const [connected, asked] = await repliesTo(
    decided,
    { subs: { [channel]: {} } },
    { subscribe: { channel } },
  );
  expect(connected).not.toMatchObject({ connect: { subs: {} } });
  expect(asked).toMatchObject({ error: {} });
});

test("keep-tenants-apart: the right does not hold for private and user-limited channels", async () => {
  const limited = org({ ...open, allow_user_limited_channels: true });
  const channels = ["$org:tenant-2", "org:chat#someone-else", "org:chat#user-of-tenant-1", "org:chat"];
  const [, ...replies] = await repliesTo(
    limited,
    {},
    ...channels.map((one) => ({ subscribe: { channel: one } })),
  );
  expect(replies.map((reply) => Object.hasOwn(Object(reply), "subscribe"))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

const board = (rights: Settings): Settings => ({
  namespaces: [
    { name: "board", subscription_type: "map", map: { mode: "ephemeral", key_ttl: "60s", ...rights } },
  ],
});

test("reject-client-publish: with the rights on a map a user writes and removes anybody's entry", async () => {
  const write = { publish: { channel: "board:1", type: 1, key: "of-another", data: { x: 1 } } };
  const remove = { publish: { channel: "board:1", type: 1, key: "of-another", removed: true } };
  const rights = { allow_publish_for_client: true, allow_remove_for_client: true };
  const [, ...given] = await repliesTo(board(rights), {}, write, remove);
  expect(given).toEqual([
    { id: 2, publish: {} },
    { id: 3, publish: {} },
  ]);
  const [, ...refused] = await repliesTo(board({}), {}, write, remove);
  expect(refused).toMatchObject([{ error: { code: 103 } }, { error: { code: 103 } }]);
});

test("reject-client-publish: a stream proxy lets nobody publish past it", async () => {
  const beside = org({ allow_publish_for_client: true, subscribe_stream_proxy_enabled: true });
  const [, reply] = await repliesTo(beside, {}, { publish: { channel, data: {} } });
  expect(reply).toMatchObject({ error: { code: 108 } });
});
