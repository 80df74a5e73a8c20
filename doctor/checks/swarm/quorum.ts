import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";

/** Counts the managers that answer. */
export const quorum: Check<DoctorContext> = {
  id: "swarm-quorum",
  layer: "swarm",
  title: "all managers are reachable",
  why: "Without more than half of its managers a Swarm restarts nothing and takes no change.",
  parts: ["swarm"],
  needs: ["docker-answers"],
  async run(context) {
    const managers = (await swarmOf(context).facts.nodes()).filter(({ manager }) => manager !== "");
    const lost = managers.filter(({ manager }) => manager === "Unreachable");
    const seen = `${managers.length - lost.length} of ${managers.length} managers`;
    if (lost.length === 0) return pass(seen);
    return fail({
      expected: "every manager reachable",
      seen: `${seen}; unreachable: ${lost.map(({ name }) => name).join(", ")}`,
      cause: `The manager ${lost.map(({ name }) => name).join(", ")} cannot be reached.`,
      fix: "Start it, or see whether ports 2377, 7946 and 4789 are open between the nodes: docker node ls",
    });
  },
};
