import { randomUUID } from "node:crypto";
import type { StreamPosition } from "centrifuge";
import { type ProbeChannel, probeChannels } from "./channels.ts";
import type { DoctorTarget, Drifted, EdgeTarget, SwarmTarget } from "./doctor-target.ts";
import { type SwarmFacts, swarmFacts } from "./facts/swarm-facts.ts";
import { lazy } from "./lazy.ts";
import type { ProbeClient } from "./probes/client.ts";
import { type Sign, signer } from "./signer.ts";
import { doctorTenants, type Tenants } from "./tenants.ts";

/** What the checks of one run share; later checks use what earlier ones filled in. */
export interface DoctorContext {
  readonly target: DoctorTarget;
  /** What was read from the Swarm; each thing is asked for once, when a check wants it first. */
  readonly facts: SwarmFacts | undefined;
  /** What Pulumi says; asked once. */
  readonly drifted: (() => Promise<readonly Drifted[]>) | undefined;
  readonly tenants: Tenants;
  readonly channels: readonly ProbeChannel[];
  /** A token of a user, for a channel or to connect with; for checks whose `parts` have `signer`. */
  readonly sign: Sign;
  /** Marks the messages of this run. */
  readonly probe: string;
  readonly clients: ProbeClient[];
  /** Which task serves a client, by client id, where that can be known. */
  readonly taskOf: Map<string, string>;
  /** When each message reached a client, by `deliveryKey`, in milliseconds since 1970. */
  readonly received: Map<string, number>;
  /** Where a channel with recovery stood before anything was published, by channel. */
  readonly positions: Map<string, StreamPosition>;
}

/** What one run begins with. */
export function doctorContext(target: DoctorTarget): DoctorContext {
  const { swarm, edge } = target;
  const facts = swarm === undefined ? undefined : swarmFacts(swarm);
  const tenants = doctorTenants(swarm?.services.centrifugo ?? edge?.websocketUrl ?? "");
  const channels = probeChannels(target.channels, tenants);
  return {
    target,
    facts,
    drifted: target.drift === undefined ? undefined : lazy(target.drift),
    tenants,
    channels,
    sign: signer(target, facts, tenants, channels),
    probe: randomUUID(),
    clients: [],
    taskOf: new Map(),
    received: new Map(),
    positions: new Map(),
  };
}

/** The edge, for checks whose `parts` have it. */
export function edgeOf({ target }: Pick<DoctorContext, "target">): EdgeTarget {
  return present(target.edge, "edge");
}

/** The Swarm and what is read from it, for checks whose `parts` have it. */
export function swarmOf({ target, facts }: DoctorContext): SwarmTarget & { readonly facts: SwarmFacts } {
  return { ...present(target.swarm, "swarm"), facts: present(facts, "swarm") };
}

/** One message as one client has to receive it: published at `address` to `channel`, in a round. */
export function deliveryKey(client: ProbeClient, channel: string, address: string, round: number): string {
  return `${client.id} ${channel} ${address} ${round}`;
}

/** Ends the connections that the checks have opened. */
export function closeClients({ clients }: Pick<DoctorContext, "clients">): void {
  for (const { centrifuge } of clients) centrifuge.disconnect();
}

function present<T>(value: T | undefined, part: string): T {
  if (value === undefined) throw new Error(`a check uses the part "${part}" without asking for it`);
  return value;
}
