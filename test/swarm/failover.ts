import { setTimeout as sleep } from "node:timers/promises";
import { connectClient } from "../../doctor/probes/client.ts";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import type { StackTarget } from "../../setup/doctor-target.ts";
import { diagnose } from "../support/diagnose.ts";
import { docker } from "../support/docker.ts";
import type { TestStack } from "../support/test-stack.ts";
import { describeFailover, isEverywhere, type Listener } from "./failover-report.ts";
import type { ForeignSentinels } from "./foreign-sentinels.ts";
import { until } from "./plain-services.ts";
import { type Published, startPublishers } from "./publisher.ts";

const channel = "watch:failover";
/** Clients that listen, spread over the nodes by Traefik. */
const count = 6;
/** How long it may take until messages from each node reach every client again, in milliseconds. */
const boundMs = 60_000;

/** With its container the address goes too; of a process alone it stays, and refuses connections. */
export type Death = "container" | "process";

/** What was seen of one failover. */
export interface FailoverReport {
  readonly masterAfter: string;
  /** Within the bound, messages from each node reach every client again. */
  readonly healed: boolean;
  /** What the doctor has against the stack once all is over. */
  readonly doctorAfter: readonly string[];
  /** Messages that the API has accepted once all was well again, and that some client did not get. */
  readonly lostAfterwards: number;
  /** For people. */
  readonly text: string;
}

/** Kills the master under load, and looks at messages, Sentinels and doctor until all is well again. */
export async function watchFailover(
  stack: TestStack,
  sentinels: ForeignSentinels,
  how: Death,
): Promise<FailoverReport> {
  const target = await stack.doctorTarget();
  const { apiKey } = await stack.config();
  const listeners = await Promise.all(Array.from({ length: count }, (_, index) => listen(target, index)));
  const publishers = await startPublishers(`${stack.name}_centrifugo`, channel, apiKey);
  const { published } = publishers;
  try {
    await sleep(5_000);
    const before = await sentinels.master();
    const killedAt = Date.now();
    await kill(before, how);
    const early = diagnose(stack);
    const masterAfter = await until(sentinels.master, (name) => name !== before && name !== "");
    const switchedAt = Date.now();
    const doctorEarly = await early;
    const healed = await untilHealed(published, listeners, killedAt);
    await sleep(3_000);
    await publishers.stop();
    await sleep(1_000);
    const doctorLate = await diagnose(stack);
    // What the log says of the last minute is over by then.
    const doctorAfter = doctorLate.failed.filter((line) => !line.startsWith("log-errors"));
    const text = describeFailover(published, listeners, {
      killedAt,
      switchedAt,
      healed,
      doctorEarly,
      doctorLate,
    });
    const lostAfterwards = published.filter(
      (one) => one.accepted && one.at > (healed ?? Number.POSITIVE_INFINITY) && !isEverywhere(one, listeners),
    ).length;
    return { lostAfterwards, masterAfter, healed: healed !== undefined, doctorAfter, text };
  } finally {
    await publishers.stop();
    for (const { client } of listeners) client.centrifuge.disconnect();
  }
}

async function listen({ edge, tokens }: StackTarget, index: number): Promise<Listener> {
  const token = await connectionToken(tokens.secret, `listener-${index}`, { lifetime: 3600 });
  const client = await connectClient(edge, token);
  const received = new Map<string, number>();
  const recoveries: boolean[] = [];
  const subscription = client.centrifuge.newSubscription(channel);
  subscription.on("publication", ({ data }) => received.set(`${data.node} ${data.number}`, Date.now()));
  subscription.on("subscribed", ({ wasRecovering, recovered }) => {
    if (wasRecovering) recoveries.push(recovered);
  });
  const subscribed = new Promise((resolve) => subscription.once("subscribed", resolve));
  subscription.subscribe();
  await subscribed;
  return { client, received, recoveries };
}

async function kill(service: string, how: Death): Promise<void> {
  const id = await docker("ps", "--quiet", "--filter", `label=com.docker.swarm.service.name=${service}`);
  if (how === "container") await docker("kill", id);
  else await docker("exec", id, "sh", "-c", "kill -9 $(busybox pidof redis-server)");
}

/** When a message that was published after the kill, from each node, had reached every client; undefined: never. */
async function untilHealed(
  published: readonly Published[],
  listeners: readonly Listener[],
  killedAt: number,
): Promise<number | undefined> {
  const end = killedAt + boundMs;
  while (Date.now() < end) {
    const nodes = [...new Set(published.map(({ node }) => node))];
    const last = nodes.map((node) =>
      published.findLast((one) => one.node === node && one.accepted && one.at > killedAt + 5_000),
    );
    const isThere = (one: Published | undefined) => one !== undefined && isEverywhere(one, listeners);
    await sleep(300);
    if (last.length > 0 && last.every(isThere)) return Date.now();
  }
  return undefined;
}
