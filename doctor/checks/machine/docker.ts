import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";

/** Asks the engine who it is; without an answer nothing on the Swarm can be looked at. */
export const dockerAnswers: Check<DoctorContext> = {
  id: "docker-answers",
  layer: "machine",
  title: "Docker answers, and it is a manager of a Swarm",
  why: "Without a manager nobody can see or change what runs.",
  parts: ["swarm"],
  needs: [],
  async run(context) {
    const engine = await swarmOf(context).facts.engine();
    if (engine.isManager) return pass(`engine ${engine.version}`);
    return fail({
      expected: "a manager of a Swarm",
      seen: `an engine whose Swarm is ${engine.swarmState}, and that is no manager`,
      cause: "The docker client talks to an engine that is no manager of the Swarm.",
      fix: "Set DOCKER_HOST or DOCKER_CONTEXT to a manager: docker context ls",
    });
  },
};
