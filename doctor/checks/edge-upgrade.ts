import { setTimeout as sleep } from "node:timers/promises";
import { type Check, fail, pass } from "../check.ts";
import { upgradeStatus } from "../probes/http1.ts";
import type { EdgeContext } from "../proof-context.ts";
import { explained } from "./explained.ts";

/** Answers of an edge that has not yet seen the new tasks. */
const unsettled = new Set([404, 502, 503, 504]);
const retryMs = 250;

/** Opens a websocket as the application's page would. */
export const edgeUpgrade: Check<EdgeContext> = {
  id: "edge-upgrade",
  category: "edge",
  title: "websocket upgrade over HTTP/1.1",
  needs: ["edge-tls"],
  run: explained(async ({ target }) => {
    const status = await settledStatus(target);
    if (status === 101) return pass(`101 with Origin ${target.origin}`);
    return fail(`expected 101 with Origin ${target.origin}, got ${status}`, fixOf(status, target));
  }),
};

async function settledStatus(target: EdgeContext["target"]): Promise<number> {
  const end = performance.now() + (target.settleMs ?? 15_000);
  while (true) {
    const status = await upgradeStatus(target, target.origin);
    if (!unsettled.has(status) || performance.now() > end) return status;
    await sleep(retryMs);
  }
}

function fixOf(status: number, { origin, services }: EdgeContext["target"]): string {
  const tasks = `docker service ps ${services.centrifugo}`;
  const fixes: Record<number, string> = {
    400: "Something in front takes the Upgrade header away; look at the proxies before Traefik.",
    403: `Add ${origin} to allowedOrigins, as scheme://host without a path, then deploy.`,
    404: `Traefik has no route to a healthy task: compare the router's Host and path, then ${tasks}`,
    502: `Centrifugo does not listen where Traefik dials: ${tasks}`,
    503: `No task is healthy, or a connection limit is reached: ${tasks}`,
    504: `Traefik cannot reach Centrifugo: both have to be on the network that the router names; ${tasks}`,
  };
  return fixes[status] ?? `Read what Traefik says: docker service logs ${services.traefik ?? "<traefik>"}`;
}
