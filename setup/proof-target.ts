import { DialError, dialHttp1 } from "../doctor/probes/dial.ts";
import type { StackTarget } from "./doctor-target.ts";

/**
 * What the closing proof asks. Where a load balancer ends TLS that does not take connections yet, it is Traefik
 * behind it: the stack comes first, and the load balancer is not its own.
 */
export async function proofTarget(target: StackTarget, report: (line: string) => void): Promise<StackTarget> {
  const { edge } = target;
  if (edge.behind === undefined) return target;
  try {
    (await dialHttp1(edge)).destroy();
    return target;
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    const { behind, caCertificate: _unused, ...rest } = edge;
    report(`  The load balancer does not answer yet at ${edge.websocketUrl} (${error.message}),`);
    report(`  so that Traefik behind it is asked: ${behind.websocketUrl}`);
    return { ...target, edge: { ...rest, ...behind } };
  }
}
