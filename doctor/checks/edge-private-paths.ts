import { type Check, fail, pass } from "../check.ts";
import { getStatus } from "../probes/http1.ts";
import type { EdgeContext } from "../proof-context.ts";
import { explained } from "./explained.ts";

/** What Centrifugo serves that is nobody's business outside; even a 401 shows that it is reachable. */
const privatePaths = ["/api/info", "/metrics", "/health", "/admin", "/debug/pprof/", "/"];

/** Asks from outside for what belongs inside. */
export const edgePrivatePaths: Check<EdgeContext> = {
  id: "edge-private-paths",
  category: "edge",
  title: "API, metrics and admin are not public",
  needs: ["edge-tls"],
  run: explained(async ({ target }) => {
    const statuses = await Promise.all(
      privatePaths.map(async (path) => ({ path, status: await getStatus(target, path) })),
    );
    const open = statuses.filter(({ status }) => status !== 404);
    if (open.length === 0) return pass(`404 for ${privatePaths.join(", ")}`);
    const seen = open.map(({ path, status }) => `${status} for ${path}`).join(", ");
    return fail(
      `expected 404 from outside, got ${seen}`,
      "Limit the router's rule to PathPrefix(`/connection`); serve the API on the internal port only.",
    );
  }),
};
