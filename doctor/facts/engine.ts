import { z } from "zod/mini";
import { docker } from "../probes/docker.ts";

const schema = z.object({
  SystemTime: z.string(),
  ServerVersion: z.string(),
  Swarm: z.object({
    LocalNodeState: z.string(),
    ControlAvailable: z.boolean(),
  }),
});

/** What the Docker engine says of itself. */
export interface EngineFacts {
  readonly version: string;
  /** `active`, `inactive`, `locked` … */
  readonly swarmState: string;
  readonly isManager: boolean;
  /** How far the engine's clock is ahead of this machine's, in milliseconds; 0 where the time of the call explains it. */
  readonly aheadMs: number;
}

/** Throws a `UserError` when no engine answers. */
export async function readEngine(): Promise<EngineFacts> {
  const before = Date.now();
  const { SystemTime, ServerVersion, Swarm } = schema.parse(
    JSON.parse(await docker("info", "--format", "{{json .}}")),
  );
  const [between, half] = [(before + Date.now()) / 2, (Date.now() - before) / 2];
  const ahead = Date.parse(SystemTime) - between;
  return {
    version: ServerVersion,
    swarmState: Swarm.LocalNodeState,
    isManager: Swarm.ControlAvailable,
    aheadMs: Math.abs(ahead) <= half ? 0 : ahead,
  };
}
