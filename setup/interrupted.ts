import { ownerLabel } from "../model/labels.ts";
import { ownerOf } from "../stacks/names.ts";
import type { Report } from "./console.ts";
import { docker } from "./docker.ts";
import { type Project, shortName } from "./project.ts";
import { type PulumiContext, pulumi } from "./pulumi.ts";
import type { StackState } from "./stack-state.ts";

/** The Swarm objects that our program makes, by Pulumi type: the docker command that handles them. */
const commands: Readonly<Record<string, "service" | "network" | "secret" | "config">> = {
  "docker:index/service:Service": "service",
  "docker:index/network:Network": "network",
  "docker:index/secret:Secret": "secret",
  "docker:index/serviceConfig:ServiceConfig": "config",
};

/**
 * Mends what a Pulumi that was killed has left: operations whose end nobody recorded. An object that was
 * being created is removed from the Swarm if it carries our label, so that the next `up` creates it anew;
 * data is in volumes, which this never touches.
 */
export async function mendInterrupted(
  context: PulumiContext,
  project: Project,
  state: StackState,
  report: Report,
): Promise<void> {
  if (state.pending.length === 0) return;
  report(
    `an earlier run was killed in the middle of ${state.pending.length} operation(s); mending the state`,
  );
  const owner = ownerOf({ project: project.name, stack: shortName(context.stack) });
  for (const { type, resource } of state.pending) {
    const command = commands[resource.type];
    const name = resource.inputs?.name;
    if (type === "creating" && command !== undefined && name !== undefined) {
      await removeOrphan(command, name, owner, context.env, report);
    }
  }
  await pulumi(context, ["stack", "import", "--stack", context.stack], state.withoutPending);
}

async function removeOrphan(
  command: "service" | "network" | "secret" | "config",
  name: string,
  owner: string,
  env: NodeJS.ProcessEnv,
  report: Report,
): Promise<void> {
  const labels = command === "network" ? ".Labels" : ".Spec.Labels";
  const format = `{{index ${labels} "${ownerLabel}"}}`;
  const found = await docker([command, "inspect", "--format", format, name], { env });
  if (!found.ok || found.stdout.trim() !== owner) return;
  report(`removing the ${command} ${name}, which was half made`);
  await docker([command, "rm", name], { env });
}
