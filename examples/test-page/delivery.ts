import { CallError, call } from "./backend-calls.ts";

/** Milliseconds that a published message may take to come back. */
const deliveryLimit = 5000;

/** Where a message of this page is on its way. */
export interface DeliveryListener {
  readonly publishing: () => void;
  /** The HTTP API took it. */
  readonly published: () => void;
  /** It is back, after so many milliseconds. */
  readonly received: (milliseconds: number) => void;
  readonly refused: (error: CallError) => void;
  readonly late: () => void;
}

/** Publishes through the backend, and waits for the message to come back over the websocket. */
export function createDelivery(channel: string, listener: DeliveryListener) {
  const sentAt = new Map<string, number>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  async function publish(text: string): Promise<void> {
    const id = crypto.randomUUID();
    sentAt.set(id, performance.now());
    listener.publishing();
    try {
      await call("publish", { channel, text, id });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      return listener.refused(error);
    }
    // It may have come back before the backend's answer did.
    if (!sentAt.has(id)) return;
    listener.published();
    timers.add(setTimeout(() => sentAt.has(id) && listener.late(), deliveryLimit));
  }

  /** Takes a message from the channel; those of others pass. */
  function receive(id: unknown): void {
    const at = typeof id === "string" ? sentAt.get(id) : undefined;
    if (typeof id !== "string" || at === undefined) return;
    sentAt.delete(id);
    listener.received(Math.round(performance.now() - at));
  }

  function stop(): void {
    sentAt.clear();
    for (const timer of timers) clearTimeout(timer);
  }

  return { publish, receive, stop };
}
