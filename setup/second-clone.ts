import { UserError } from "../config/user-error.ts";
import type { Project } from "./project.ts";
import { generatedSecrets } from "./secrets.ts";
import type { StackValues } from "./stack.ts";
import type { StackState } from "./stack-state.ts";

/**
 * Refuses to make new secrets for a stack that runs with others: every token and every backend's key would
 * stop working. It happens when a second clone has a stack file of its own.
 *
 * @throws UserError that names the stack file.
 */
export function refuseSecondClone(
  project: Project,
  stack: string,
  values: StackValues,
  state: Pick<StackState, "resources">,
): void {
  if (state.resources === 0) return;
  const known = generatedSecrets.filter((name) => values[`${project.name}:${name}`] !== undefined);
  if (known.length > 0) return;
  throw new UserError(
    `The stack ${stack} is deployed, but Pulumi.${stack}.yaml in ${project.root} holds none of its secrets.`,
    {
      fix: `copy Pulumi.${stack}.yaml from the clone that deployed it; or start anew: PURGE=1 make down, then make up.`,
    },
  );
}
