import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { swarmFacts } from "../../doctor/facts/swarm-facts.ts";
import { callEveryTask } from "../../doctor/inside/ask-api.ts";
import { connectClient, newCentrifuge, type ProbeClient } from "../../doctor/probes/client.ts";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import type { StackTarget } from "../../setup/doctor-target.ts";
import { docker } from "../support/docker.ts";

/** How many connections are opened at the same time. */
const batch = 30;

/** One time that a client lost its connection; times are of `performance.now()`. */
export interface Loss {
  readonly lostAt: number;
  backAt: number | undefined;
}

/** Official clients that stay connected, and what happened to them. */
export interface Fleet {
  readonly clients: readonly ProbeClient[];
  readonly losses: readonly Loss[];
  readonly connected: () => number;
  readonly close: () => void;
}

/** Connects `count` official clients and waits until all of them are in. */
export async function connectFleet({ edge, tokens }: StackTarget, count: number): Promise<Fleet> {
  const clients: ProbeClient[] = [];
  const losses: Loss[] = [];
  while (clients.length < count) {
    const size = Math.min(batch, count - clients.length);
    const first = clients.length;
    const opening = Array.from({ length: size }, async (_, index) => {
      const token = await connectionToken(tokens.secret, `client-${first + index}`, { lifetime: 3600 });
      const client = await connectClient(edge, token);
      watch(client, losses);
      return client;
    });
    clients.push(...(await Promise.all(opening)));
  }
  return {
    clients,
    losses,
    connected: () => clients.filter(({ centrifuge }) => centrifuge.state === "connected").length,
    close: () => {
      for (const { centrifuge } of clients) centrifuge.disconnect();
    },
  };
}

/** Clients that begin to connect now and are not waited for: the rush after an outage. */
export async function startStorm(
  { edge, tokens }: StackTarget,
  count: number,
): Promise<{ close: () => void }> {
  const token = await connectionToken(tokens.secret, "storm", { lifetime: 3600 });
  const clients = Array.from({ length: count }, () => newCentrifuge(edge, token));
  for (const client of clients) client.connect();
  return {
    close: () => {
      for (const client of clients) client.disconnect();
    },
  };
}

/** Waits until every client is connected again; throws after `limitMs` with how many are not. */
export async function waitUntilAllBack(fleet: Fleet, limitMs = 60_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (fleet.connected() < fleet.clients.length) {
    const away = fleet.clients.length - fleet.connected();
    if (performance.now() > end) throw new Error(`${away} clients are not back after ${limitMs / 1000} s`);
    await sleep(20);
  }
}

const info = z.object({
  result: z.object({ nodes: z.array(z.object({ uid: z.string(), num_clients: z.number() })) }),
});

/**
 * Clients of each node by the API's `info`, once it counts `total` of them or `limitMs` have passed.
 *
 * The nodes tell each other their counts only every three seconds.
 */
export async function clientsPerNode({ swarm }: StackTarget, total: number, limitMs = 60_000) {
  const service = await swarmFacts(swarm).centrifugo();
  const end = performance.now() + limitMs;
  while (true) {
    const { answers } = await callEveryTask(swarm, service, [{ path: "/api/info", body: "{}" }]);
    const counts = answers.map(({ status, body }) => {
      if (status !== 200) return [];
      return info.parse(JSON.parse(body)).result.nodes.map(({ num_clients }) => num_clients);
    });
    const settled = counts.find((nodes) => sum(nodes) === total && nodes.length === swarm.replicas);
    if (settled !== undefined) return settled;
    if (performance.now() > end) return counts[0] ?? [];
    await sleep(500);
  }
}

/** Kills the container of one Centrifugo task, as a crash would. */
export async function killOneTask({ swarm }: StackTarget): Promise<void> {
  const filter = `label=com.docker.swarm.service.name=${swarm.services.centrifugo}`;
  const [container] = (await docker("ps", "--quiet", "--filter", filter)).split("\n");
  if (container === undefined || container === "") throw new Error("no container of Centrifugo runs here");
  await docker("kill", container);
}

function watch({ centrifuge }: ProbeClient, losses: Loss[]): void {
  let loss: Loss | undefined;
  centrifuge.on("connecting", () => {
    if (loss !== undefined) return;
    loss = { lostAt: performance.now(), backAt: undefined };
    losses.push(loss);
  });
  centrifuge.on("connected", () => {
    if (loss !== undefined) loss.backAt = performance.now();
    loss = undefined;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
