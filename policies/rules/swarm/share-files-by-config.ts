import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** What every node has by itself. */
const onEveryNode =
  /^\/(etc\/(localtime|timezone|ssl|hosts|machine-id|os-release)|proc|sys|dev|run|var\/run|var\/lib\/docker)(\/|$)|^\/$/;

/** Finds folders of a node that a task finds only there. */
export const shareFilesByConfig: Rule = {
  id: "share-files-by-config",
  title: "A task finds its files on every node that it may run on",
  severity: "warning",
  systems: ["swarm"],
  symptom:
    "On another node the task is rejected (`bind source path does not exist`), or it starts with an old copy of the file or with no data.",
  fix: "Make it a Swarm config or secret, use a volume, or add a placement constraint to the node that has the files.",
  source: "Docker documentation, bind mounts with services: the path has to exist on each node",
  proof: "observed",
  check: (model) => model.services.flatMap(checkService),
};

function checkService({ name, mounts, replicas, placement }: Service): Observation[] {
  // A global service is about its node, and a constraint says which node has the files.
  if (replicas === undefined || placement.constraints.length > 0) return [];
  return mounts.flatMap(({ type, source, target }) => {
    const path = clear(source);
    if (clear(type) !== "bind" || path === undefined || onEveryNode.test(path)) return [];
    const message = `Service ${name} mounts ${showWord(path, "a path")} of the node (${target.origin.label}), and may run on any node.`;
    return [violation(name, target.origin, message)];
  });
}
