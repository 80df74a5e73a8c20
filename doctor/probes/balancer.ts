import type { Failure } from "../check.ts";
import type { EdgeTarget } from "../doctor-target.ts";
import { DialError } from "./dial.ts";
import { upgradeStatus } from "./http1.ts";

/** Says on which side of a load balancer that ends TLS the fault lies, by asking Traefik behind it. */
export async function besideBalancer(failure: Failure, edge: EdgeTarget): Promise<Failure> {
  if (edge.behind === undefined) return failure;
  const { websocketUrl, dialAddress } = edge.behind;
  const { port } = new URL(websocketUrl);
  const where = `port ${port || 80} of ${dialAddress}`;
  const answer = await upgradeStatus(edge.behind, edge.origin).catch((error: unknown) => {
    if (error instanceof DialError) return error.message;
    throw error;
  });
  if (answer !== 101) {
    const cause = `${failure.cause ?? ""} Traefik behind the load balancer does not open it either, at ${where}: ${answer}.`;
    return { ...failure, cause: cause.trim() };
  }
  return {
    ...failure,
    cause: `The load balancer in front: behind it, at ${where}, Traefik opens the same websocket.`,
    fix: "Look at the load balancer: its address and certificate, the port that it connects to, and whether it hands on Host, Upgrade and the path as they are.",
    page: "docs/load-balancer.md",
  };
}
