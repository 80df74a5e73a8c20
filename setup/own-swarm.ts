import { UserError } from "../config/user-error.ts";
import type { EngineFacts } from "./engine-facts.ts";
import { type Owner, ownObjects } from "./leftovers.ts";
import type { Project } from "./project.ts";
import type { StackValues } from "./stack.ts";
import type { StackState } from "./stack-state.ts";

/**
 * Refuses to work on a Swarm that the stack was not deployed to: Pulumi would find nothing of it there, and
 * forget what runs elsewhere.
 *
 * @throws UserError with both Swarms.
 */
export function refuseOtherSwarm(
  stack: string,
  swarm: EngineFacts["swarm"],
  remembered: string | undefined,
): void {
  const found = swarm?.clusterId;
  if (remembered === undefined || found === undefined || remembered === found) return;
  throw new UserError(
    `The stack ${stack} belongs to the Swarm ${remembered}, but Docker answers from the Swarm ${found}.`,
    { fix: "point DOCKER_HOST or the Docker context at the right Swarm." },
  );
}

/** The Swarm that a stack belongs to: what its stack file says, else what its state does. */
export function rememberedSwarm(
  project: Project,
  values: StackValues,
  state: StackState,
): string | undefined {
  return values[`${project.name}:swarm`] ?? state.swarmId;
}

/**
 * Refuses a stack whose objects run while its state is empty: an `up` would collide with each of them.
 *
 * @throws UserError that names them.
 */
export async function refuseLostState(
  target: Owner,
  stack: string,
  state: Pick<StackState, "resources" | "pending">,
): Promise<void> {
  if (state.resources > 0 || state.pending.length > 0) return;
  const [services, networks] = await Promise.all([
    ownObjects(target, "service"),
    ownObjects(target, "network"),
  ]);
  if (services.length + networks.length === 0) return;
  const commands = [
    ...(services.length > 0 ? [`docker service rm ${services.join(" ")}`] : []),
    ...(networks.length > 0 ? [`docker network rm ${networks.join(" ")}`] : []),
  ].join(" && ");
  throw new UserError(
    `The stack ${stack} runs on this Swarm, but Pulumi's state here knows nothing of it: it was deployed with another state.`,
    { fix: `point PULUMI_BACKEND_URL at that state; or, if it is lost, remove what runs: ${commands}` },
  );
}

/**
 * Refuses an engine that is chosen in the stack file: Pulumi's provider would use it, and the checks and the
 * images of `make` would go to another one.
 *
 * @throws UserError that names the variable to use in its place.
 */
export function refuseEngineInStackFile(values: StackValues): void {
  for (const [key, variable] of [
    ["docker:host", "DOCKER_HOST"],
    ["docker:context", "DOCKER_CONTEXT"],
  ] as const) {
    const value = values[key];
    if (value === undefined) continue;
    throw new UserError(`\`${key}\` in the stack file is read by \`pulumi\`, but not by \`make\`.`, {
      fix: `remove it there and export ${variable}=${value}, which both follow.`,
    });
  }
}
