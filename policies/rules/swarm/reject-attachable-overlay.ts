import type { StackModel } from "../../../model/model.ts";
import { networkOf } from "../../../model/networks.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds networks of Redis that any container may join. */
export const rejectAttachableOverlay: Rule = {
  id: "reject-attachable-overlay",
  title: "Only services join the network of Redis",
  severity: "info",
  systems: ["swarm", "redis"],
  symptom:
    "A container that somebody starts by hand on any node, outside of all stacks, can talk to Redis, and nobody sees it in `docker service ls`.",
  fix: "Remove `attachable: true`; for a look inside use `docker exec` in a task that is on the network.",
  source: "Docker documentation, docker network create: attachable",
  check: (model: StackModel) => {
    const networks = model.services
      .filter(({ system }) => system === "redis")
      .flatMap((redis) => redis.networks.flatMap((attachment) => networkOf(attachment, model) ?? []));
    return [...new Set(networks)].flatMap(({ name, external, attachable }): Observation[] => {
      if (external || attachable === undefined || clear(attachable) !== true) return [];
      const message = `Any container may join the network ${showWord(name, "…")}, on which Redis listens (${attachable.origin.label}).`;
      return [violation("", attachable.origin, message)];
    });
  },
};
