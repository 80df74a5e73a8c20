import { type Check, fail, pass } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { getStatus } from "../../probes/http1.ts";
import { explained } from "./explained.ts";

/** What Centrifugo serves that is nobody's business outside. */
const privatePaths = ["/api/info", "/metrics", "/health", "/admin", "/debug/pprof/", "/swagger"];

/** Asks from outside for what belongs inside. */
export const edgePrivatePaths: Check<Pick<DoctorContext, "target">> = {
  id: "edge-private-paths",
  layer: "edge",
  title: "API, metrics and admin are not public",
  why: "Whoever reaches the API can try keys, and with the key publish to everybody; metrics and profiles tell strangers what runs.",
  parts: ["edge"],
  needs: ["edge-tls"],
  run: explained(async (edge) => {
    const statuses = await Promise.all(
      privatePaths.map(async (path) => ({ path, status: await getStatus(edge, path) })),
    );
    const open = statuses.filter(({ status }) => isServed(status));
    if (open.length === 0) return pass(`nothing at ${privatePaths.join(", ")}`);
    return fail({
      expected: "404 from outside",
      seen: open.map(({ path, status }) => `${status} for ${path}`).join(", "),
      cause: `${open.map(({ path }) => path).join(", ")} can be reached from the internet.`,
      fix: "Limit the router's rule to PathPrefix(`/connection`), serve the rest on the internal port only, and deploy.",
      page: "docs/rules/keep-private-endpoints-internal.md",
    });
  }),
};

/** Even a 401 or a 405 shows that it is reachable; an application on the same host may redirect to its login. */
function isServed(status: number): boolean {
  return (status >= 200 && status < 300) || status === 401 || status === 405;
}
