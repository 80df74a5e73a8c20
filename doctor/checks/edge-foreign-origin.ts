import { type Check, fail, pass } from "../check.ts";
import { upgradeStatus } from "../probes/http1.ts";
import type { ProofContext } from "../proof-context.ts";

/** A name that can be nobody's (RFC 6761). */
const foreignOrigin = "https://centrifugo-swarm-doctor.invalid";

export const edgeForeignOrigin: Check<ProofContext> = {
  id: "edge-foreign-origin",
  category: "edge",
  title: "a foreign Origin is refused",
  needs: ["edge-upgrade"],
  async run({ target }) {
    const status = await upgradeStatus(target, foreignOrigin);
    if (status === 403) return pass("403");
    return fail(
      `expected 403 for Origin ${foreignOrigin}, got ${status}`,
      "List the application's own origins in allowedOrigins, without *.",
    );
  },
};
