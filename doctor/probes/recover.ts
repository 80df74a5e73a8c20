import { setTimeout as sleep } from "node:timers/promises";
import type { StreamPosition } from "centrifuge";
import { type ProbeClient, subscribe } from "./client.ts";

/** How long the messages may take after the subscription, in milliseconds; they come with its reply. */
const settleMs = 500;

/** Subscribes as a client that has seen everything up to a position. Throws a `RefusedError` with the code. */
export async function recoverFrom(
  client: ProbeClient,
  channel: string,
  token: string,
  since: StreamPosition,
): Promise<{ readonly recovered: boolean; readonly messages: number }> {
  let messages = 0;
  const { recovered } = await subscribe(client, channel, { token, since }, () => {
    messages += 1;
  });
  await sleep(settleMs);
  return { recovered, messages };
}
