import { setTimeout as sleep } from "node:timers/promises";
import { type Check, fail, pass } from "../../check.ts";
import type { EdgeTarget } from "../../doctor-target.ts";
import { besideBalancer } from "../../probes/balancer.ts";
import { upgradeStatus } from "../../probes/http1.ts";
import { type EdgeContext, explained } from "./explained.ts";
import { explainNotFound } from "./not-found.ts";
import { type Meaning, meanings, refusedInFront } from "./status-meanings.ts";

/** Answers of an edge that has not yet seen the new tasks. */
const unsettled = new Set([404, 502, 503, 504]);
const retryMs = 250;

/** Opens a websocket as the application's page would. */
export const edgeUpgrade: Check<EdgeContext> = {
  id: "edge-upgrade",
  layer: "edge",
  title: "a websocket opens with the application's Origin",
  why: "Without it a page only hears that the connection was lost (transport closed), again and again.",
  parts: ["edge"],
  needs: ["edge-tls"],
  run: explained(async (edge, address, { target, facts }) => {
    const status = await settledStatus(edge);
    if (status === 101) return pass(`101 with Origin ${edge.origin}`);
    const services = target.swarm?.services;
    const { name, url } = address;
    const isRefusedAnyway = status === 403 && (await upgradeStatus(edge, undefined)) === 403;
    const isNotFound = status === 404 && facts !== undefined && services !== undefined;
    const known: Meaning | undefined =
      (isRefusedAnyway ? refusedInFront : undefined) ??
      (isNotFound ? await explainNotFound(address, facts, services.centrifugo) : undefined) ??
      meanings(edge.origin, `${name}${url.pathname}`, services)[status];
    const failure = {
      expected: `101 with Origin ${edge.origin}`,
      seen: String(status),
      cause: known?.cause,
      fix: known?.fix ?? "Read what Traefik says: docker service logs",
      page: known?.page,
    };
    return fail(await besideBalancer(failure, edge));
  }),
};

async function settledStatus(edge: EdgeTarget): Promise<number> {
  const end = performance.now() + (edge.settleMs ?? 15_000);
  while (true) {
    const status = await upgradeStatus(edge, edge.origin);
    if (!unsettled.has(status) || performance.now() > end) return status;
    await sleep(retryMs);
  }
}
