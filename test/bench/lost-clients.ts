import { setTimeout as sleep } from "node:timers/promises";
import type { StackTarget } from "../../setup/doctor-target.ts";
import { clientsPerNode, connectFleet, killOneTask, startStorm, waitUntilAllBack } from "../swarm/clients.ts";
import { percentile } from "./statistics.ts";

/** How long the clients of a killed task were away, in milliseconds. */
export interface Recovery {
  readonly lost: number;
  readonly p50: number;
  readonly p99: number;
}

/** Kills one task under `clients` connections while `storm` more clients begin to connect. */
export async function measureRecovery(
  target: StackTarget,
  clients: number,
  storm: number,
): Promise<Recovery> {
  const fleet = await connectFleet(target, clients);
  try {
    await clientsPerNode(target, clients);
    await killOneTask(target);
    const rush = await startStorm(target, storm);
    while (fleet.losses.length === 0) await sleep(5);
    await waitUntilAllBack(fleet);
    rush.close();
    const away = fleet.losses.flatMap(({ lostAt, backAt }) =>
      backAt === undefined ? [] : [backAt - lostAt],
    );
    return { lost: away.length, p50: percentile(away, 0.5), p99: percentile(away, 0.99) };
  } finally {
    fleet.close();
    // The replaced task has to be in before the next measurement begins from the same state.
    await clientsPerNode(target, 0);
  }
}
