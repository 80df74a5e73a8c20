import { recordProgram } from "../../stacks/record-program.ts";
import { fileOf, stackPlace } from "../stack-place.ts";
import type { CheckRequest, ReadSource } from "./run.ts";

/**
 * Reads what our program would deploy, under recording mocks.
 *
 * @throws UserError with exit code 2 when the program or its configuration cannot be read.
 */
export async function readProgram({ stack, directory }: CheckRequest): Promise<ReadSource> {
  const place = await stackPlace({ stack, directory });
  const { model, encrypted } = await recordProgram(place, { missingSecrets: "allowed" });
  return { source: { kind: "program", names: [fileOf(place)] }, model, encrypted };
}
