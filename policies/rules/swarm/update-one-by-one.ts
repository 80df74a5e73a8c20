import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { knownServices } from "../../swarm-services.ts";

/** Finds updates that replace all tasks at the same time. */
export const updateOneByOne: Rule = {
  id: "update-one-by-one",
  title: "An update leaves some tasks running",
  severity: "error",
  systems: ["swarm", "centrifugo", "traefik"],
  symptom:
    "At every update all clients lose their connection at once and come back at once, and with stop-first nobody can connect in between.",
  fix: "Set the update parallelism to 1, which is the default.",
  source: "Docker documentation, update_config: parallelism 0 is all tasks at once",
  proof: "observed",
  check: (model) =>
    knownServices(model)
      .filter(({ system }) => system !== "redis")
      .flatMap(checkService),
};

function checkService({ name, replicas, update: { parallelism } }: Service): Observation[] {
  // A single task is always all of them.
  if (parallelism === undefined || clear(replicas) === 1) return [];
  const { origin } = parallelism;
  const atOnce = clear(parallelism);
  const count = clear(replicas);
  if (atOnce === undefined || (replicas !== undefined && count === undefined))
    return [
      notCheckable(
        name,
        origin,
        `How many tasks an update of service ${name} replaces at once is not known here.`,
      ),
    ];
  if (atOnce > 0 && (count === undefined || atOnce < count)) return [];
  const written = atOnce === 0 ? "0, which is all of them" : `${atOnce} of ${count}`;
  const message = `An update of service ${name} replaces all its tasks at once: the parallelism is ${written} (${origin.label}).`;
  return [{ ...violation(name, origin, message), related: replicas === undefined ? [] : [replicas.origin] }];
}
