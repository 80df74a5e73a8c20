import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";

const bad = /^(paused|rollback_started|rollback_paused|rollback_completed)$/;

/** Looks for updates that Swarm has stopped or taken back. */
export const updatesComplete: Check<DoctorContext> = {
  id: "services-updated",
  layer: "services",
  title: "no update is paused or was rolled back",
  why: "Old and new tasks run side by side, or what you deployed is not what runs.",
  parts: ["swarm"],
  needs: ["services-exist"],
  async run(context) {
    const services = [...(await swarmOf(context).facts.services()).values()];
    const stuck = services.find(({ updateState }) => updateState !== undefined && bad.test(updateState));
    if (stuck === undefined) return pass("the last update of each is complete");
    const { name, updateState = "", updateMessage } = stuck;
    const isBack = updateState === "rollback_completed";
    return fail({
      expected: "completed",
      seen: `${name} is ${updateState}${updateMessage === "" ? "" : ` (${updateMessage})`}`,
      cause: isBack
        ? `The last update of ${name} failed, and Swarm went back to what ran before.`
        : `The update of ${name} stopped half-way, because a new task failed.`,
      fix: `See why the new task failed (docker service ps --no-trunc ${name}), mend it and deploy again; docker service rollback ${name} goes back`,
    });
  },
};
