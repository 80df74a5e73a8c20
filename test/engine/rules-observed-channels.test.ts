import { expect, test } from "vitest";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import { openClient } from "./raw-client.ts";
import { type Settings, testKey, withCentrifugo } from "./run-centrifugo.ts";

/** What a signed-in user gets for a command with these channel options. */
const replyTo = (channel: Settings, command: Readonly<Record<string, unknown>>) =>
  withCentrifugo({ client: { token: { hmac_secret_key: testKey } }, channel }, async ({ port }) => {
    const client = await openClient(port, { token: await connectionToken(testKey, "user-of-tenant-1") });
    const reply = await client.send(command);
    client.close();
    return reply;
  });

const namespace = (name: string, options: Settings = {}) => ({ namespaces: [{ name, ...options }] });
const denied = { error: { code: 103, message: "permission denied" } };

test("keep-tenants-apart: with the right every user reads another tenant's channel", async () => {
  const subscribe = { subscribe: { channel: "org:tenant-2:messages" } };
  expect(await replyTo(namespace("org", { allow_subscribe_for_client: true }), subscribe)).toMatchObject({
    subscribe: {},
  });
  expect(await replyTo(namespace("org"), subscribe)).toMatchObject(denied);
});

test("reject-client-publish: with the right a user publishes into a channel that he is not in", async () => {
  const publish = { publish: { channel: "chat:1", data: { from: "somebody else" } } };
  expect(await replyTo(namespace("chat", { allow_publish_for_client: true }), publish)).toMatchObject({
    publish: {},
  });
  const forSubscriber = namespace("chat", { allow_publish_for_subscriber: true });
  expect(await replyTo(forSubscriber, publish)).toMatchObject(denied);
});

test("reject-open-channels: with the right every channel without a namespace is open", async () => {
  const subscribe = { subscribe: { channel: "invented-tomorrow" } };
  const open = { without_namespace: { allow_subscribe_for_client: true } };
  expect(await replyTo(open, subscribe)).toMatchObject({ subscribe: {} });
  expect(await replyTo({}, subscribe)).toMatchObject(denied);
});
