import { setTimeout as sleep } from "node:timers/promises";
import { type Check, fail, pass, skip } from "../../check.ts";
import { type DoctorContext, deliveryKey } from "../../doctor-context.ts";
import { type ApiAnswer, type ApiRound, sentKey } from "../../inside/api-answers.ts";
import type { ProbeClient } from "../../probes/client.ts";
import { errorOf } from "../api/body.ts";
import { publishFromEveryNode, rounds } from "./publish.ts";

/** How long a message may take after the API has accepted it, in milliseconds. */
const deliveryMs = 3_000;

interface Expected {
  readonly client: ProbeClient;
  readonly pattern: string;
  readonly address: string;
  readonly round: number;
  readonly key: string;
}

/** Publishes on each node, and waits at every client. */
export const delivery: Check<DoctorContext> = {
  id: "delivery",
  layer: "delivery",
  title: "published on each node, received on each node",
  why: "This is what all the rest is for. Every health check is green while half of the messages are lost.",
  parts: ["edge", "signer", "api"],
  needs: ["token-subscribe"],
  async run(context) {
    const published = await publishFromEveryNode(context);
    const { answers, addresses } = published;
    const refused = answers.find((answer) => !accepted(answer));
    if (refused !== undefined) return refusal(refused);
    const all = expectedDeliveries(context, addresses);
    if (all.length === 0) return skip("nothing was published");
    const lost = await waitFor(all, context.received);
    const [first] = lost;
    if (first === undefined)
      return pass(
        `${summary(context, addresses.length, all.length)}; ${await latencies(context, published, all)}`,
      );
    return fail({
      expected: `${all.length} deliveries within ${deliveryMs / 1000} s`,
      seen: `${lost.length} are missing, such as ${first.pattern} from ${first.address}${taskOf(context, first)}`,
      ...explainLoss(lost, all, addresses.length),
    });
  },
};

function explainLoss(lost: readonly Expected[], all: readonly Expected[], nodes: number) {
  if (lost.length < all.length && lost.every(({ round }) => round === rounds))
    return {
      cause:
        "Small messages arrive and large ones do not: the MTU of the overlay network is too large for what carries it.",
      fix: "Make the network anew with 50 bytes less than the network of the nodes has: --opt com.docker.network.driver.mtu=1400",
    };
  const engine = {
    fix: "Look at Redis, and at engine.redis in Centrifugo's configuration and log; all nodes need the same address and prefix.",
    page: "docs/rules/share-engine-between-replicas.md",
  };
  if (lost.length === all.length)
    return { cause: "Nothing that the API accepts reaches a client.", ...engine };
  if (nodes < 2) return { cause: "Some messages do not arrive.", ...engine };
  return {
    cause:
      "The nodes do not hear each other: a message reaches only the clients of the node that it was published on.",
    ...engine,
  };
}

function refusal({ status, body, address }: ApiAnswer) {
  const error = errorOf(body);
  return fail({
    expected: "200 with a result to publish",
    seen: `${status} ${error === undefined ? "" : `with error ${error.code} ${error.message} `}at ${address}`,
    cause:
      error?.code === 102
        ? "The API knows no namespace for this channel, and says so with status 200."
        : "The API refuses to publish.",
    fix: `What it means: centrifugo-swarm doctor explain ${error?.code ?? status}`,
  });
}

function accepted({ status, body }: ApiAnswer): boolean {
  return status === 200 && errorOf(body) === undefined;
}

function expectedDeliveries({ channels, clients }: DoctorContext, addresses: readonly string[]): Expected[] {
  return addresses.flatMap((address) =>
    channels.flatMap(({ own, pattern }) =>
      clients.flatMap((client) =>
        numbers(rounds).map((round) => ({
          client,
          pattern,
          address,
          round,
          key: deliveryKey(client, own, address, round),
        })),
      ),
    ),
  );
}

async function waitFor(all: readonly Expected[], received: ReadonlyMap<string, number>): Promise<Expected[]> {
  const end = performance.now() + deliveryMs;
  while (true) {
    const lost = all.filter(({ key }) => !received.has(key));
    if (lost.length === 0 || performance.now() > end) return lost;
    await sleep(20);
  }
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** From just before the call of the API to the client, by the clocks of the job's node and of this machine. */
async function latencies(
  { received, facts }: DoctorContext,
  { sent }: ApiRound,
  all: readonly Expected[],
): Promise<string> {
  const ahead = (await facts?.engine())?.aheadMs ?? 0;
  const times = all.flatMap(({ key, address, round }) => {
    const [from, to] = [sent.get(sentKey("/api/publish", address, round)), received.get(key)];
    return from === undefined || to === undefined ? [] : [to - from + ahead];
  });
  const at = (part: number) =>
    times.toSorted((one, other) => one - other)[Math.ceil(times.length * part) - 1] ?? 0;
  // The clocks differ, or the engine was too busy to read the job's lines in time.
  if (at(0.5) < 0) return "how long they took could not be measured";
  return `p50 ${Math.round(at(0.5))} ms, p95 ${Math.round(at(0.95))} ms, longest ${Math.round(at(1))} ms`;
}

function taskOf(context: DoctorContext, { client }: Expected): string {
  const task = context.taskOf.get(client.id);
  return task === undefined ? "" : ` to task ${task}`;
}

function summary({ channels, clients, taskOf }: DoctorContext, nodes: number, deliveries: number): string {
  const tasks = new Set(taskOf.values()).size;
  const where = tasks === 0 ? "" : ` on ${tasks} ${tasks === 1 ? "node" : "nodes"}`;
  return `${nodes * channels.length * rounds} messages from ${nodes} ${nodes === 1 ? "node" : "nodes"}, all received by ${clients.length} clients${where} (${deliveries} deliveries)`;
}
