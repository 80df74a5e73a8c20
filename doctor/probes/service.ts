import { z } from "zod";
import { UserError } from "../../config/user-error.ts";
import { ownerLabel } from "../../model/labels.ts";
import { docker } from "./docker.ts";

const stackLabels = ["com.docker.stack.namespace", ownerLabel];

/** A service of the Swarm and its running tasks. */
export interface RunningService {
  readonly name: string;
  /** The stack by Docker's label; the service's own name where it has none. */
  readonly stack: string;
  /** Labels by which this service counts as part of its stack. */
  readonly labels: Readonly<Record<string, string>>;
  /** Full ids of the tasks that are running now. */
  readonly tasks: readonly string[];
}

/** What the Swarm says about a service; throws a `UserError` when it does not exist. */
export async function runningService(name: string): Promise<RunningService> {
  const labels = await serviceLabels(name);
  const tasks = await runningTasks(name);
  const own = Object.entries(labels).filter(([label]) => stackLabels.includes(label));
  return {
    name,
    stack: labels["com.docker.stack.namespace"] ?? name,
    labels: Object.fromEntries(own),
    tasks,
  };
}

async function serviceLabels(name: string): Promise<Record<string, string>> {
  const format = "{{json .Spec.Labels}}";
  const json = await docker("service", "inspect", "--format", format, name).catch((error: unknown) => {
    if (!(error instanceof UserError) || !/no such service|not found/i.test(error.message)) throw error;
    throw new UserError(`there is no service ${name} on this Swarm`, {
      fix: "Deploy it with pulumi up, or choose the right Docker context: docker service ls",
    });
  });
  return z.record(z.string(), z.string()).nullable().parse(JSON.parse(json)) ?? {};
}

async function runningTasks(name: string): Promise<string[]> {
  const format = "{{.ID}} {{.CurrentState}}";
  const filter = "desired-state=running";
  const lines = await docker("service", "ps", "--no-trunc", "--filter", filter, "--format", format, name);
  return lines
    .split("\n")
    .filter((line) => / Running /.test(line))
    .map((line) => line.split(" ")[0] ?? "");
}
