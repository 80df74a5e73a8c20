import { type Rule, violation } from "../../rule.ts";
import { knownServices } from "../../swarm-services.ts";

/** Finds tasks that may take all memory of their node. */
export const limitResources: Rule = {
  id: "limit-resources",
  title: "A task has a memory limit",
  severity: "warning",
  systems: ["swarm"],
  symptom:
    "One task that grows takes down its whole node: the kernel kills whatever it finds first, which may be another service or Docker itself.",
  fix: "Set `deploy.resources.limits.memory` (in Pulumi `resources.limits.memoryBytes`), for Redis above its `maxmemory`.",
  source: "Docker documentation, runtime options with memory: risks of running out of memory",
  check: (model) =>
    knownServices(model)
      .filter(({ resources }) => resources.memoryLimit === undefined)
      .map(({ name, origin }) => violation(name, origin, `Service ${name} has no memory limit.`)),
};
