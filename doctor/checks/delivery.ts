import { setTimeout as sleep } from "node:timers/promises";
import { type Check, fail, pass, skip } from "../check.ts";
import type { ApiAnswer } from "../private-api.ts";
import type { ProbeClient } from "../probes/client.ts";
import { deliveryKey, type ProofContext } from "../proof-context.ts";

/** How long a message may take after the API has accepted it, in milliseconds. */
const deliveryMs = 3_000;

interface Expected {
  readonly client: ProbeClient;
  readonly pattern: string;
  readonly address: string;
  readonly key: string;
}

/** Waits for what the private job has published, at every client. */
export const delivery: Check<ProofContext> = {
  id: "delivery",
  category: "delivery",
  title: "published on each node, received on each node",
  needs: ["api-nodes", "token-subscribe"],
  async run(context) {
    const publishes = context.api?.answers.filter(({ path }) => path === "/api/publish") ?? [];
    const refused = publishes.find((answer) => !accepted(answer));
    if (refused !== undefined) {
      return fail(
        `publish at ${refused.address} was refused: ${refused.status} ${refused.body.slice(0, 120)}`,
        "102 wants the namespace defined, 401 the right API key; anything else is in Centrifugo's log.",
      );
    }
    const all = expectedDeliveries(context);
    if (all.length === 0) return skip("nothing was published");
    const lost = await waitFor(all, context.received);
    const [first] = lost;
    if (first === undefined) return pass(summary(context));
    return fail(
      `${lost.length} of ${all.length} deliveries are missing, such as ${first.pattern} from ${first.address} to task ${context.taskOf.get(first.client.id)}`,
      "The nodes do not hear each other: look at Redis and at engine.redis in Centrifugo's config and log.",
    );
  },
};

function accepted({ status, body }: ApiAnswer): boolean {
  return status === 200 && body.startsWith('{"result"');
}

function expectedDeliveries({ api, channels, clients }: ProofContext): Expected[] {
  return (api?.addresses ?? []).flatMap((address) =>
    channels.flatMap(({ own, pattern }) =>
      clients.map((client) => ({ client, pattern, address, key: deliveryKey(client, own, address) })),
    ),
  );
}

async function waitFor(all: readonly Expected[], received: ReadonlySet<string>): Promise<Expected[]> {
  const end = performance.now() + deliveryMs;
  while (true) {
    const lost = all.filter(({ key }) => !received.has(key));
    if (lost.length === 0 || performance.now() > end) return lost;
    await sleep(20);
  }
}

function summary({ api, channels, clients, received, taskOf }: ProofContext): string {
  const nodes = api?.addresses.length ?? 0;
  const tasks = new Set(taskOf.values()).size;
  const sent = nodes * channels.length;
  return `${sent} messages from ${nodes} nodes, all received by ${clients.length} clients on ${tasks} nodes (${received.size} deliveries)`;
}
