import { UserError } from "../../config/user-error.ts";
import { fromSwarm, objectsOfStack } from "../../model/from-swarm.ts";
import type { StackModel } from "../../model/model.ts";
import type { SwarmTarget } from "../doctor-target.ts";
import { type Inside, lookInside } from "../inside/look-inside.ts";
import { lazy } from "../lazy.ts";
import { readSwarmObjects } from "../probes/swarm-objects.ts";
import { type EngineFacts, readEngine } from "./engine.ts";
import { type LogEntry, readLog } from "./logs.ts";
import { readNodes, type SwarmNode } from "./nodes.ts";
import { specOf } from "./service-env.ts";
import { readService, type SwarmService } from "./services.ts";
import { isRunning, readTasks, type Task } from "./tasks.ts";

/** What is read from the Swarm: each thing once, and only when somebody asks. */
export interface SwarmFacts {
  readonly engine: () => Promise<EngineFacts>;
  readonly nodes: () => Promise<readonly SwarmNode[]>;
  /** The services of the target that exist, by name. */
  readonly services: () => Promise<ReadonlyMap<string, SwarmService>>;
  readonly tasks: () => Promise<readonly Task[]>;
  /** All settings of what runs, for the rules. */
  readonly model: () => Promise<StackModel>;
  /** Centrifugo's service. @throws UserError when it does not exist. */
  readonly centrifugo: () => Promise<SwarmService>;
  /** Centrifugo's tasks that run now. */
  readonly running: () => Promise<readonly Task[]>;
  /** Log of each of Centrifugo's running tasks, by task id. */
  readonly logs: () => Promise<ReadonlyMap<string, readonly LogEntry[]>>;
  /** Variables that stand in clear in the backend's service. */
  readonly backendEnv: () => Promise<Readonly<Record<string, string>>>;
  /** What a job on the private networks sees. */
  readonly inside: Inside;
}

/** Prepares the look at a stack; nothing is asked yet. */
export function swarmFacts(target: SwarmTarget): SwarmFacts {
  const names = serviceNames(target);
  const objects = lazy(() => readSwarmObjects());
  const services = lazy(async () => {
    const all = (await objects()).services.map(readService);
    return new Map(all.filter(({ name }) => names.includes(name)).map((service) => [service.name, service]));
  });
  const tasks = lazy(async () => readTasks([...(await services()).keys()]));
  const centrifugo = lazy(async () => existing(target.services.centrifugo, await services()));
  const backend = lazy(async () => (await services()).get(target.services.backend ?? ""));
  const running = lazy(async () => {
    const { id } = await centrifugo();
    return (await tasks()).filter((task) => task.serviceId === id && isRunning(task));
  });
  const model = lazy(async () => {
    const { stack, name } = await centrifugo();
    return fromSwarm(stack === name ? await objects() : objectsOfStack(await objects(), stack));
  });
  return {
    engine: lazy(readEngine),
    nodes: lazy(readNodes),
    services,
    tasks,
    model,
    centrifugo,
    running,
    logs: lazy(async () => {
      const found = await Promise.all(
        (await running()).map(async ({ id }) => [id, await readLog(id)] as const),
      );
      return new Map(found);
    }),
    backendEnv: lazy(async () =>
      target.services.backend === undefined
        ? {}
        : Object.fromEntries(specOf(target.services.backend, (await objects()).services).env),
    ),
    inside: lookInside(target, centrifugo, backend),
  };
}

/** Every service of the target. */
export function serviceNames({ services }: SwarmTarget): readonly string[] {
  const { others = [], ...named } = services;
  return [...Object.values(named), ...others];
}

function existing(name: string, services: ReadonlyMap<string, SwarmService>): SwarmService {
  const found = services.get(name);
  if (found !== undefined) return found;
  throw new UserError(`there is no service ${name} on this Swarm`, {
    fix: "Deploy it with pulumi up, or choose the right Docker context: docker service ls",
  });
}
