import { z } from "zod/mini";
import { docker } from "../probes/docker.ts";

const line = z.object({
  Hostname: z.string(),
  Status: z.string(),
  Availability: z.string(),
  ManagerStatus: z.string(),
});

/** A node of the Swarm. */
export interface SwarmNode {
  readonly name: string;
  /** `Ready`, `Down`, `Unknown`. */
  readonly status: string;
  /** `Active`, `Pause`, `Drain`. */
  readonly availability: string;
  /** `Leader`, `Reachable`, `Unreachable`; empty: a worker. */
  readonly manager: string;
}

/** Throws a `UserError` when the engine is no manager, or the Swarm has no leader. */
export async function readNodes(): Promise<readonly SwarmNode[]> {
  const lines = (await docker("node", "ls", "--format", "{{json .}}"))
    .split("\n")
    .filter((text) => text !== "");
  return lines.map((text) => {
    const { Hostname, Status, Availability, ManagerStatus } = line.parse(JSON.parse(text));
    return {
      name: Hostname,
      status: Status,
      availability: Availability,
      manager: ManagerStatus,
    };
  });
}
