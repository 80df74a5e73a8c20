import { type Check, fail, pass } from "../check.ts";
import { upgradeStatus } from "../probes/http1.ts";
import type { EdgeContext } from "../proof-context.ts";
import { explained } from "./explained.ts";

/** A name that can be nobody's (RFC 6761). */
const foreignOrigin = "https://centrifugo-swarm-doctor.invalid";

/** Opens a websocket as a page of somebody else would. */
export const edgeForeignOrigin: Check<EdgeContext> = {
  id: "edge-foreign-origin",
  category: "edge",
  title: "a foreign Origin is refused",
  needs: ["edge-upgrade"],
  run: explained(async ({ target }) => {
    const status = await upgradeStatus(target, foreignOrigin);
    if (status === 403) return pass("403");
    return fail(
      `expected 403 for Origin ${foreignOrigin}, got ${status}`,
      "List the application's own origins in allowedOrigins, without *.",
    );
  }),
};
