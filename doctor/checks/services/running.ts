import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import type { SwarmTarget } from "../../doctor-target.ts";
import { lastWords } from "../../facts/last-words.ts";
import type { SwarmService } from "../../facts/services.ts";
import type { Task } from "../../facts/tasks.ts";

/** What the last words of a service that ended mean. */
const meanings: readonly { readonly words: RegExp; readonly meaning: string }[] = [
  {
    words: /WRONGPASS|NOAUTH/,
    meaning: "Redis does not take the password that Centrifugo sends, so that Centrifugo ends.",
  },
  {
    words: /NOPERM/,
    meaning: "Centrifugo's user in Redis has too few rights, or rights for another prefix.",
  },
  {
    words: /redis.*(no such host|connection refused|timeout)/i,
    meaning: "Centrifugo does not reach its Redis, so that it ends.",
  },
];

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
    const own = tasksOf(first, tasks);
    const ended = lastEnded(own);
    const said = ended === undefined ? "" : await lastWords(ended.id);
    const meaning = meanings.find(({ words }) => words.test(said))?.meaning ?? "";
    return fail({
      expected: "as many running tasks as replicas, at least one",
      seen: short.map((service) => countOf(service, tasksOf(service, tasks))).join(", "),
      cause: [meaning, causeOf(first, own, swarm), said === "" ? "" : `It said: ${said}`]
        .filter((part) => part !== "")
        .join(" "),
      fix: fixOf(first, own),
    });
  },
};

function tasksOf({ id }: SwarmService, tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(({ serviceId }) => serviceId === id);
}

/** The newest task that ended by itself with the settings of now. */
function lastEnded(tasks: readonly Task[]): Task | undefined {
  const current = tasks.find(({ desiredState }) => desiredState !== "shutdown") ?? tasks[0];
  return tasks.find(
    ({ state, settings }) => /^(failed|complete)$/.test(state) && settings === current?.settings,
  );
}

function isRunning({ state, desiredState }: Task): boolean {
  return state === "running" && desiredState === "running";
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

function causeOf(
  { name, replicas }: SwarmService,
  tasks: readonly Task[],
  target: Pick<SwarmTarget, "services" | "replicas">,
): string {
  if (replicas === 0) return `The service ${name} is scaled to 0.`;
  if (name === target.services.centrifugo && replicas !== undefined && replicas < target.replicas)
    return `The service ${name} is scaled to ${replicas}, and ${target.replicas} tasks were deployed.`;
  const current = tasks.find((task) => task.desiredState === "running" || task.desiredState === "ready");
  // What the engine has to say of its own tidying up is no reason.
  const failed = tasks.find(({ error }) => error !== "" && !/removing network/.test(error));
  if (current !== undefined && !isRunning(current) && current.error !== "")
    return `${name} cannot start: ${current.error}.`;
  if (failed !== undefined && /unhealthy/i.test(failed.error))
    return `The health check of ${name} fails, so Swarm stops its tasks.`;
  if (failed !== undefined) return `The tasks of ${name} end: ${failed.error}.`;
  if (tasks.some(({ state }) => state === "complete")) return `The tasks of ${name} end by themselves.`;
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
