import { type Check, fail, pass } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { upgradeStatus } from "../../probes/http1.ts";
import { explained } from "./explained.ts";
import { limited } from "./status-meanings.ts";

/** A name that can be nobody's (RFC 6761). */
const foreignOrigin = "https://centrifugo-swarm-doctor.invalid";

/** Opens a websocket as a page of somebody else would. */
export const edgeForeignOrigin: Check<Pick<DoctorContext, "target">> = {
  id: "edge-foreign-origin",
  layer: "edge",
  title: "a foreign Origin is refused",
  why: "Otherwise any page that a signed-in user visits can open a connection in his name where cookies decide.",
  parts: ["edge"],
  needs: ["edge-upgrade"],
  run: explained(async (edge) => {
    const status = await upgradeStatus(edge, foreignOrigin);
    if (status === 403) return pass("403");
    if (status === 429)
      return fail({ expected: `403 for Origin ${foreignOrigin}`, seen: String(status), ...limited });
    return fail({
      expected: `403 for Origin ${foreignOrigin}`,
      seen: String(status),
      cause:
        status === 101
          ? "Centrifugo takes every Origin: its list holds *, or a proxy in front rewrites the header."
          : undefined,
      fix: "List the application's own origins in allowedOrigins, without *, and deploy.",
      page: "docs/rules/reject-wildcard-origin.md",
    });
  }),
};
