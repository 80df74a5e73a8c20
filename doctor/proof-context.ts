import { randomUUID } from "node:crypto";
import { type ProbeChannel, probeChannels } from "./channels.ts";
import type { ApiRound } from "./private-api.ts";
import type { ProbeClient } from "./probes/client.ts";
import { type RunningService, runningService } from "./probes/service.ts";
import { type Edge, edgeOf, type ProofTarget } from "./proof-target.ts";
import { doctorTenants, type Tenants } from "./tenants.ts";

/** What the checks of one proof share; later checks use what earlier ones filled in. */
export interface ProofContext {
  readonly target: ProofTarget;
  readonly edge: Edge;
  readonly service: RunningService;
  readonly tenants: Tenants;
  readonly channels: readonly ProbeChannel[];
  /** Marks the messages of this run. */
  readonly probe: string;
  readonly clients: ProbeClient[];
  /** Which task serves a client, by client id, where that can be known. */
  readonly taskOf: Map<string, string>;
  /** What the clients received: `deliveryKey` of each message. */
  readonly received: Set<string>;
  api: ApiRound | undefined;
}

/** The part that the checks of the edge look at. */
export type EdgeContext = Pick<ProofContext, "target" | "edge">;

/** What one proof begins with; throws a `UserError` when the service does not exist or Docker does not answer. */
export async function proofContext(target: ProofTarget): Promise<ProofContext> {
  const service = await runningService(target.services.centrifugo);
  const tenants = doctorTenants(service.stack);
  return {
    target,
    edge: edgeOf(target),
    service,
    tenants,
    channels: probeChannels(target.channels, tenants),
    probe: randomUUID(),
    clients: [],
    taskOf: new Map(),
    received: new Set(),
    api: undefined,
  };
}

/** One message as one client has to receive it: published at `address` to `channel`. */
export function deliveryKey(client: ProbeClient, channel: string, address: string): string {
  return `${client.id} ${channel} ${address}`;
}

/** Ends the connections that the checks have opened. */
export function closeClients(context: ProofContext): void {
  for (const { centrifuge } of context.clients) centrifuge.disconnect();
}
