import * as z from "zod";
import { fields } from "./field.ts";
import { memoryField, parseMemory } from "./values/memory.ts";

/** Limits of one task. */
export interface ResourceLimits {
  memoryBytes: number;
  /** Processor cores, 0.5 is half a core. */
  cpus: number;
}

const cpusField = z.number().min(0.01).max(512).register(fields, {
  expected: "a number of processor cores from 0.01 to 512",
  example: "0.5",
  unit: "cores",
  description: "Processor cores that a task may use at most; 0.5 is half a core.",
});

function limits(service: string, memory: string, cpus: number) {
  return z
    .strictObject({
      memory: memoryField(
        memory,
        "16M",
        "Memory that a task may use; the kernel ends it when it wants more.",
      ).default(memory),
      cpus: cpusField.default(cpus),
    })
    .register(fields, {
      expected: "`memory` and `cpus`",
      example: `{ memory: ${memory}, cpus: ${cpus} }`,
      description: `Limits of each task of ${service}.`,
    })
    .transform(({ memory, cpus }): ResourceLimits => ({ memoryBytes: parseMemory(memory) ?? 0, cpus }))
    .prefault({});
}

/** `resources:` in the stack file: the limits of each task of a service. */
export const resourcesSchema = z
  .strictObject({
    centrifugo: limits("Centrifugo", "256M", 1),
    redis: limits("Redis", "256M", 0.5),
    traefik: limits("Traefik", "256M", 1),
    socketProxy: limits("the proxy in front of the Docker socket", "64M", 0.25),
    testPage: limits("the connection test page", "128M", 0.5),
  })
  .register(fields, {
    expected: "limits by service",
    example: "{ redis: { memory: 512M, cpus: 1 } }",
    description: "What each task of a service may use at most.",
  });
