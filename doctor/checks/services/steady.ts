import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import type { Task } from "../../facts/tasks.ts";

/** In milliseconds: what failed before is history. */
const windowMs = 10 * 60_000;
/** One failure may be a node that was rebooted. */
const most = 2;

/**
 * Counts tasks that failed lately with the settings of now: a service that restarts again and again looks well for
 * moments. What failed before somebody changed them is mended.
 */
export const servicesSteady: Check<DoctorContext> = {
  id: "services-steady",
  layer: "services",
  title: "no task fails again and again",
  why: "Each restart of Centrifugo or Traefik drops its clients.",
  parts: ["swarm"],
  needs: ["services-exist"],
  async run(context) {
    const { facts } = swarmOf(context);
    const [services, tasks] = await Promise.all([facts.services(), facts.tasks()]);
    const lately = Date.now() - windowMs;
    const failed = [...services.values()].map(({ id, name }) => {
      const own = tasks.filter(({ serviceId }) => serviceId === id);
      // An update that was taken back leaves newer tasks than those that run.
      const current = own.find(({ desiredState }) => desiredState === "running") ?? own[0];
      const isFailure = ({ state, since, settings }: Task) =>
        /^(failed|rejected|complete)$/.test(state) && since > lately && settings === current?.settings;
      return { name, tasks: own.filter(isFailure) };
    });
    const worst = failed.reduce((one, other) => (other.tasks.length > one.tasks.length ? other : one));
    if (worst.tasks.length <= most) return pass(`in the last ${windowMs / 60_000} minutes`);
    const error = worst.tasks[0]?.error ?? "";
    return fail({
      expected: `at most ${most} failed tasks in ${windowMs / 60_000} minutes`,
      seen: `${worst.tasks.length} of ${worst.name}`,
      cause: `${worst.name} restarts again and again${error === "" ? "" : `: ${error}`}.`,
      fix: `See why: docker service ps --no-trunc ${worst.name}; docker service logs --tail 100 ${worst.name}`,
    });
  },
};
