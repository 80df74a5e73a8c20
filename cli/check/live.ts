import { readLiveStack } from "../../doctor/probes/swarm-objects.ts";
import type { CheckRequest, ReadSource } from "./run.ts";

/**
 * Reads what runs on the Swarm.
 *
 * @throws UserError with exit code 2 when no Swarm answers.
 */
export async function readLive({ name }: CheckRequest): Promise<ReadSource> {
  const model = await readLiveStack({ stack: name });
  return { source: { kind: "swarm", names: name === undefined ? [] : [name] }, model, encrypted: [] };
}
