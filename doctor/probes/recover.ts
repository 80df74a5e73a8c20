import type { StreamPosition } from "centrifuge";
import { type ProbeClient, RefusedError, replyTimeoutMs } from "./client.ts";

/** How long the messages may take after the subscription, in milliseconds; they come with its reply. */
const settleMs = 500;

/** Subscribes as a client that has seen everything up to a position. */
export function recoverFrom(
  { centrifuge }: ProbeClient,
  channel: string,
  token: string,
  since: StreamPosition,
): Promise<{ readonly recovered: boolean; readonly messages: number }> {
  const subscription = centrifuge.newSubscription(channel, { token, since });
  let messages = 0;
  return new Promise((resolve, reject) => {
    const refuse = (code: number, reason: string) => reject(new RefusedError(code, reason));
    setTimeout(() => refuse(1, "no answer"), replyTimeoutMs).unref();
    subscription.on("publication", () => {
      messages += 1;
    });
    subscription.once("subscribed", ({ recovered }) => {
      setTimeout(() => resolve({ recovered, messages }), settleMs);
    });
    subscription.once("error", ({ error }) => refuse(error.code, error.message));
    subscription.once("unsubscribed", ({ code, reason }) => refuse(code, reason));
    subscription.subscribe();
  });
}
