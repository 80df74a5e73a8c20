import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import type { SwarmTarget } from "../../doctor-target.ts";
import type { SwarmService } from "../../facts/services.ts";
import { isRunning, type Task } from "../../facts/tasks.ts";
import { whyShort } from "./why-short.ts";

/** Compares how many tasks run with how many should. */
export const servicesRunning: Check<DoctorContext> = {
  id: "services-running",
  layer: "services",
  title: "all tasks run and are healthy",
  why: "What does not run answers nobody; a task whose health check fails gets no traffic and is replaced again and again.",
  parts: ["swarm"],
  needs: ["services-exist"],
  async run(context) {
    const swarm = swarmOf(context);
    const [services, tasks] = await Promise.all([swarm.facts.services(), swarm.facts.tasks()]);
    const order = [swarm.services.redis, ...(swarm.services.others ?? []), swarm.services.centrifugo];
    // What others build on stands first; Traefik and a backend, which are not in the list, stand last.
    const rank = ({ name }: SwarmService) => (order.indexOf(name) + order.length + 1) % (order.length + 1);
    const all = [...services.values()].sort((one, other) => rank(one) - rank(other));
    const short = all.filter((service) => isShort(service, tasksOf(service, tasks), swarm));
    const [first] = short;
    if (first === undefined)
      return pass(all.map((service) => countOf(service, tasksOf(service, tasks))).join(", "));
    const own = ofNow(tasksOf(first, tasks));
    return fail({
      expected: "as many running tasks as replicas, at least one",
      seen: short.map((service) => countOf(service, tasksOf(service, tasks))).join(", "),
      cause: await whyShort(first, own, swarm),
      fix: fixOf(first, own),
    });
  },
};

function tasksOf({ id }: SwarmService, tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(({ serviceId }) => serviceId === id);
}

/** Tasks with the settings of now: why others ended is history. */
function ofNow(tasks: readonly Task[]): readonly Task[] {
  const current = tasks.find(({ desiredState }) => desiredState !== "shutdown") ?? tasks[0];
  return tasks.filter(({ settings }) => settings === current?.settings);
}

function isShort(
  service: SwarmService,
  tasks: readonly Task[],
  { services, replicas }: Pick<SwarmTarget, "services" | "replicas">,
): boolean {
  const running = tasks.filter(isRunning).length;
  const wanted = service.name === services.centrifugo ? replicas : Math.max(service.replicas ?? 1, 1);
  return running < wanted;
}

function countOf({ name, replicas }: SwarmService, tasks: readonly Task[]): string {
  return `${name} ${tasks.filter(isRunning).length}/${replicas ?? "all nodes"}`;
}

function fixOf({ name, replicas }: SwarmService, tasks: readonly Task[]): string {
  if (replicas === 0) return `Bring it back: docker service scale ${name}=1, or deploy again`;
  const isUnplaced = tasks.some(({ error }) => /no suitable node/i.test(error));
  if (isUnplaced)
    return `Make room or mend the placement constraints: docker service ps --no-trunc ${name}; docker node ls`;
  return `See why: docker service ps --no-trunc ${name}; docker service logs --tail 50 ${name}`;
}
