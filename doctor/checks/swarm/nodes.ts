import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";

/** Looks whether every node can run tasks. */
export const nodes: Check<DoctorContext> = {
  id: "swarm-nodes",
  layer: "swarm",
  title: "all nodes are ready",
  why: "What ran on a lost node runs elsewhere only where there is room, and its volumes stay behind.",
  parts: ["swarm"],
  needs: ["docker-answers"],
  async run(context) {
    const all = await swarmOf(context).facts.nodes();
    const away = all.filter(({ status, availability }) => status !== "Ready" || availability !== "Active");
    if (away.length === 0) return pass(`${all.length} ${all.length === 1 ? "node" : "nodes"}`);
    const seen = away.map(({ name, status, availability }) => `${name} is ${status} and ${availability}`);
    return fail({
      expected: "every node Ready and Active",
      seen: seen.join(", "),
      cause: `The node ${away.map(({ name }) => name).join(", ")} runs no tasks.`,
      fix: "Start its engine where it is Down, or let it run tasks again: docker node update --availability active NODE",
    });
  },
};
