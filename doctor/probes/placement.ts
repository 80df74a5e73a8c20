import { setTimeout as sleep } from "node:timers/promises";
import { type ProbeClient, RefusedError, subscribe } from "./client.ts";
import { lastLogLines } from "./docker.ts";

/** How long a log line may take from Centrifugo to the Docker API, in milliseconds. */
const logDelayMs = 8_000;
/** Log lines read per task; the doctor's are among the last. */
const logLines = 1_000;
/** A namespace that nobody defines. */
const unknownChannel = "centrifugo-swarm-doctor-asks-which-node:probe";

/**
 * Finds out which task serves each client: full task id by client id.
 *
 * Centrifugo tells a websocket client nothing about its node. But it logs each attempt to subscribe to an
 * unknown namespace, with the client's id (INFO `subscribe unknown channel`), and Swarm knows which task
 * wrote a line. Clients are missing from the answer when the log level is above info.
 */
export async function tasksOfClients(
  tasks: readonly string[],
  clients: readonly ProbeClient[],
): Promise<Map<string, string>> {
  await Promise.all(clients.map(leaveTrace));
  const end = performance.now() + logDelayMs;
  while (true) {
    const logs = await Promise.all(
      tasks.map(async (task) => ({ task, lines: await lastLogLines(task, logLines) })),
    );
    const found = findTraces(logs, clients);
    if (found.size === clients.length || performance.now() > end) return found;
    await sleep(100);
  }
}

async function leaveTrace(client: ProbeClient): Promise<void> {
  await subscribe(client, unknownChannel, {}).catch((error: unknown) => {
    if (!(error instanceof RefusedError)) throw error;
  });
  const subscription = client.centrifuge.getSubscription(unknownChannel);
  if (subscription !== null) client.centrifuge.removeSubscription(subscription);
}

function findTraces(
  logs: readonly { readonly task: string; readonly lines: readonly string[] }[],
  clients: readonly ProbeClient[],
): Map<string, string> {
  const wanted = new Set(clients.map(({ id }) => id));
  const found = new Map<string, string>();
  for (const { task, lines } of logs) {
    for (const [, id] of lines.join("\n").matchAll(/"client":"([^"]+)"/g)) {
      if (id !== undefined && wanted.has(id)) found.set(id, task);
    }
  }
  return found;
}
