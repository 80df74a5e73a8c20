import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import { lastWords } from "../../facts/last-words.ts";
import type { SwarmService } from "../../facts/services.ts";
import type { Task } from "../../facts/tasks.ts";

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
    const all = [...services.values()];
    const short = all.filter((service) => isShort(service, tasksOf(service, tasks), swarm));
    const [first] = short;
    if (first === undefined)
      return pass(all.map((service) => countOf(service, tasksOf(service, tasks))).join(", "));
    const own = tasksOf(first, tasks);
    const said = first.replicas === 0 ? "" : await lastWords(first.name);
    return fail({
      expected: "as many running tasks as replicas, at least one",
      seen: short.map((service) => countOf(service, tasksOf(service, tasks))).join(", "),
      cause: `${causeOf(first, own)}${said === "" ? "" : ` It said: ${said}`}`,
      fix: fixOf(first, own),
    });
  },
};

function tasksOf({ id }: SwarmService, tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(({ serviceId }) => serviceId === id);
}

function isRunning({ state, desiredState }: Task): boolean {
  return state === "running" && desiredState === "running";
}

function isShort(
  service: SwarmService,
  tasks: readonly Task[],
  { services, replicas }: { readonly services: { readonly centrifugo: string }; readonly replicas: number },
): boolean {
  const running = tasks.filter(isRunning).length;
  const wanted = service.name === services.centrifugo ? replicas : Math.max(service.replicas ?? 1, 1);
  return running < wanted;
}

function countOf({ name, replicas }: SwarmService, tasks: readonly Task[]): string {
  return `${name} ${tasks.filter(isRunning).length}/${replicas ?? "all nodes"}`;
}

function causeOf({ name, replicas }: SwarmService, tasks: readonly Task[]): string {
  if (replicas === 0) return `The service ${name} is scaled to 0.`;
  const current = tasks.find((task) => task.desiredState === "running" || task.desiredState === "ready");
  const failed = tasks.find(({ error }) => error !== "");
  if (current !== undefined && !isRunning(current) && current.error !== "")
    return `${name} cannot start: ${current.error}.`;
  if (failed !== undefined && /unhealthy/i.test(failed.error))
    return `The health check of ${name} fails, so Swarm stops its tasks.`;
  if (failed !== undefined) return `The tasks of ${name} end: ${failed.error}.`;
  if (tasks.length === 0) return `Swarm has made no task for ${name}.`;
  return `The tasks of ${name} are ${current?.state ?? tasks[0]?.state}, not running.`;
}

function fixOf({ name, replicas }: SwarmService, tasks: readonly Task[]): string {
  if (replicas === 0) return `Bring it back: docker service scale ${name}=1, or deploy again`;
  const isUnplaced = tasks.some(({ error }) => /no suitable node/i.test(error));
  if (isUnplaced)
    return `Make room or mend the placement constraints: docker service ps --no-trunc ${name}; docker node ls`;
  return `See why: docker service ps --no-trunc ${name}; docker service logs --tail 50 ${name}`;
}
