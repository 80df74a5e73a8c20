import { createHash, randomUUID } from "node:crypto";

/** Who the doctor pretends to be: users of two tenants that exist for nobody else. */
export interface Tenants {
  readonly own: string;
  readonly other: string;
  /** User ids, new in each run. */
  readonly user: string;
  readonly stranger: string;
}

/**
 * Tenants of the doctor for one stack: the same in each run, so that Redis keeps one set of channel
 * metadata for them (it lives for thirty days by default), not one a run.
 */
export function doctorTenants(stack: string): Tenants {
  return {
    own: stableUuid(`centrifugo-swarm doctor own ${stack}`),
    other: stableUuid(`centrifugo-swarm doctor other ${stack}`),
    user: randomUUID(),
    stranger: randomUUID(),
  };
}

/** A UUID of version 8 (RFC 9562, 5.8) made from a name. */
function stableUuid(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
