import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import { serviceNames } from "../../facts/swarm-facts.ts";

/** Looks for every service of the stack. */
export const servicesExist: Check<DoctorContext> = {
  id: "services-exist",
  layer: "services",
  title: "every service of the stack is there",
  why: "What is not there cannot carry a message.",
  parts: ["swarm"],
  needs: ["docker-answers"],
  async run(context) {
    const swarm = swarmOf(context);
    const wanted = serviceNames(swarm);
    const found = await swarm.facts.services();
    const absent = wanted.filter((name) => !found.has(name));
    if (absent.length === 0) return pass(wanted.join(", "));
    return fail({
      expected: "every service that was deployed",
      seen: `no service ${absent.join(", ")} on this Swarm`,
      cause: `The service ${absent.join(", ")} is not there: it was removed, or this is another Swarm.`,
      fix: "Deploy again, or choose the right Swarm: docker context ls; docker service ls",
    });
  },
};
