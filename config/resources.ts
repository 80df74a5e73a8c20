import * as z from "zod";
import { fields } from "./field.ts";
import { memoryField, parseMemory } from "./values/memory.ts";

/** Limits of one task. */
export interface ResourceLimits {
  memoryBytes: number;
  /** Processor cores, 0.5 is half a core. */
  cpus: number;
}

const cpusField = z
  .number()
  .min(0.01)
  .max(512)
  .register(fields, { expected: "a number of processor cores from 0.01 to 512", example: "0.5" });

function limits(memory: string, cpus: number) {
  return z
    .strictObject({ memory: memoryField(memory, "16M").default(memory), cpus: cpusField.default(cpus) })
    .register(fields, { expected: "`memory` and `cpus`", example: `{ memory: ${memory}, cpus: ${cpus} }` })
    .transform(({ memory, cpus }): ResourceLimits => ({ memoryBytes: parseMemory(memory) ?? 0, cpus }))
    .prefault({});
}

/** `resources:` in the stack file: the limits of each task of a service. */
export const resourcesSchema = z
  .strictObject({
    centrifugo: limits("256M", 1),
    redis: limits("256M", 0.5),
    traefik: limits("256M", 1),
    socketProxy: limits("64M", 0.25),
  })
  .register(fields, { expected: "limits by service", example: "{ redis: { memory: 512M, cpus: 1 } }" });
