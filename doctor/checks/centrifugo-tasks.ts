import { type Check, fail, pass } from "../check.ts";
import type { ProofContext } from "../proof-context.ts";

/** Counts the running tasks; what comes later counts on all of them. */
export const centrifugoTasks: Check<ProofContext> = {
  id: "centrifugo-tasks",
  category: "centrifugo",
  title: "all tasks run",
  needs: [],
  async run({ target, service }) {
    const seen = `${service.tasks.length} of ${target.replicas} tasks of ${service.name}`;
    if (service.tasks.length === target.replicas) return pass(seen);
    return fail(
      `${seen} are running`,
      `See why: docker service ps --no-trunc ${service.name}; docker service logs ${service.name}`,
    );
  },
};
