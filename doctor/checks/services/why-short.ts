import type { SwarmTarget } from "../../doctor-target.ts";
import { type LastWords, lastWords } from "../../facts/last-words.ts";
import type { SwarmService } from "../../facts/services.ts";
import { isRunning, type Task } from "../../facts/tasks.ts";

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

/** Why fewer tasks of a service run than should; `tasks` are those with the settings of now. */
export async function whyShort(
  { name, replicas }: SwarmService,
  tasks: readonly Task[],
  target: Pick<SwarmTarget, "services" | "replicas">,
): Promise<string> {
  if (replicas === 0) return `The service ${name} is scaled to 0.`;
  if (name === target.services.centrifugo && replicas !== undefined && replicas < target.replicas)
    return `The service ${name} is scaled to ${replicas}, and ${target.replicas} tasks were deployed.`;
  const ended = tasks.find(({ state }) => /^(failed|complete)$/.test(state));
  const said = ended === undefined ? undefined : await lastWords(ended.id);
  const meaning = meanings.find(({ words }) => words.test(said?.error ?? ""))?.meaning;
  const parts = [meaning, howEnded(name, tasks, said), said?.error ? `It said: ${said.error}` : undefined];
  return parts.filter((part) => part !== undefined).join(" ");
}

function howEnded(name: string, tasks: readonly Task[], said: LastWords | undefined): string {
  const current = tasks.find((task) => task.desiredState === "running" || task.desiredState === "ready");
  // What the engine has to say of its own tidying up is no reason.
  const failed = tasks.find(({ error }) => error !== "" && !/removing network/.test(error));
  if (current !== undefined && !isRunning(current) && current.error !== "")
    return `${name} cannot start: ${current.error}.`;
  // Nobody else tells a task to end that is wanted, and one that ends well leaves no error.
  if (said?.wasStopped === true || /unhealthy/i.test(failed?.error ?? ""))
    return `The health check of ${name} fails, so Swarm stops its tasks.`;
  if (failed !== undefined) return `The tasks of ${name} end: ${failed.error}.`;
  if (tasks.some(({ state }) => state === "complete")) return `The tasks of ${name} end by themselves.`;
  if (tasks.length === 0) return `Swarm has made no task for ${name}.`;
  return `The tasks of ${name} are ${current?.state ?? tasks[0]?.state}, not running.`;
}
