import { setTimeout as sleep } from "node:timers/promises";
import { Centrifuge } from "centrifuge";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { personOf } from "../../examples/backend/people.ts";
import { publish } from "../../examples/backend/publish.ts";
import { connectionToken, subscriptionToken } from "../../examples/backend/tokens.ts";
import { exampleSettings } from "../examples/backend.ts";
import { testKey, withCentrifugo } from "./run-centrifugo.ts";

const person = personOf("test", exampleSettings());
const channel = `org:${person.organizationId}:messages`;
const settings = {
  client: { token: { hmac_secret_key: testKey } },
  http_api: { key: testKey },
  channel: { namespaces: [{ name: "org" }] },
};

test("the real Centrifugo takes the example backend's tokens, and a key that it has seen is no second message", async () => {
  await withCentrifugo(settings, async ({ port }) => {
    const client = new Centrifuge(`ws://127.0.0.1:${port}/connection/websocket`, {
      token: connectionToken(testKey, person),
      websocket: WebSocket,
    });
    const received: unknown[] = [];
    const subscription = client.newSubscription(channel, {
      token: subscriptionToken(testKey, person, channel),
    });
    subscription.on("publication", ({ data }) => received.push(data));
    subscription.subscribe();
    client.connect();
    await subscription.ready(10_000);
    const publisher = { apiUrl: `http://127.0.0.1:${port}/api`, apiKey: testKey, log: () => {} };
    const send = (idempotencyKey: string, data: unknown) =>
      publish(publisher, { channel, idempotencyKey, data });
    expect(await send("one", "first")).toBeUndefined();
    expect(await send("one", "first, again")).toBeUndefined();
    expect(await send("two", "second")).toBeUndefined();
    while (!received.includes("second")) await sleep(10);
    client.disconnect();
    expect(received).toEqual(["first", "second"]);
    expect(await publish(publisher, { channel: "chat:1", idempotencyKey: "three", data: "" })).toEqual({
      code: "102",
      cause: "unknown channel",
    });
    expect(
      await publish({ ...publisher, apiKey: "wrong" }, { channel, idempotencyKey: "four", data: "" }),
    ).toEqual({
      code: "HTTP 401",
      cause: "the API key was refused",
    });
  });
});
