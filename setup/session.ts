import { brokenYaml } from "../config/broken-yaml.ts";
import { ConfigError } from "../config/config-error.ts";
import { readStackFile } from "../config/stack-file.ts";
import type { Report } from "./console.ts";
import { toolEnvironment } from "./env.ts";
import { type Project, readProject, root, stackFile, stackName } from "./project.ts";
import type { PulumiContext } from "./pulumi.ts";
import { ensureStack, ensureStackFile } from "./stack.ts";

/** The stack that a command works on, and how Pulumi is called for it. */
export interface Session {
  readonly project: Project;
  readonly context: PulumiContext;
}

/**
 * Finds project, stack and backend; makes nothing but the local backend and its passphrase.
 *
 * @param folder where Pulumi.yaml lies; by default this clone.
 */
export async function openSession(
  environment: NodeJS.ProcessEnv = process.env,
  folder: string = root,
): Promise<Session> {
  const project = await readProject(folder);
  const stack = stackName(environment);
  const stackFiles = [stackFile(project, stack)];
  const env = { ...environment, ...(await toolEnvironment({ environment, root: folder, stackFiles })) };
  return { project, context: { root: project.root, stack, env } };
}

/**
 * Makes the stack file and the stack where they are missing.
 *
 * @throws ConfigError where the file is no YAML, with the line.
 */
export async function createStack({ project, context }: Session, report: Report): Promise<void> {
  await ensureStackFile(project, context.stack, report);
  // Of some mistakes Pulumi says no more than that there is one.
  const file = readStackFile(project.root, context.stack);
  const broken = file && brokenYaml(file);
  if (broken !== undefined) throw new ConfigError([broken]);
  await ensureStack(context);
}
