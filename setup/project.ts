import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { UserError } from "../config/user-error.ts";

export interface Project {
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  readonly name: string;
  /** A backend that Pulumi.yaml names itself; ours is not used then. */
  readonly backendUrl: string | undefined;
}

/** The folder of this clone. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export async function readProject(folder: string = root): Promise<Project> {
  const file = join(folder, "Pulumi.yaml");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) throw new UserError(`${file} cannot be read.`, { exitCode: 2 });
  const content: unknown = parse(text);
  const name = entry(content, "name");
  if (typeof name !== "string") throw new UserError(`${file} has no \`name\`.`, { exitCode: 2 });
  const url = entry(entry(content, "backend"), "url");
  return { root: folder, name, backendUrl: typeof url === "string" ? url : undefined };
}

/** One value of a map, without a schema: this file is read before anything else is loaded. */
function entry(map: unknown, key: string): unknown {
  return typeof map === "object" && map !== null ? Reflect.get(map, key) : undefined;
}

/**
 * The stack that is worked on: STACK, by default `dev`; with some backends `organization/stack`.
 *
 * @param source how an error calls the place of the name.
 */
export function stackName(environment: NodeJS.ProcessEnv = process.env, source = "STACK="): string {
  const name = environment["STACK"] || "dev";
  if (!/^([\w-]+\/){0,2}[A-Za-z0-9][\w-]*$/.test(name)) {
    throw new UserError(`${source}${JSON.stringify(name)} is no stack name.`, {
      fix: `use letters, digits and hyphens, such as ${source}staging.`,
      exitCode: 2,
    });
  }
  return name;
}

/** The last part of a stack's name: it names the stack file and the Swarm's objects. */
export function shortName(stack: string): string {
  return stack.slice(stack.lastIndexOf("/") + 1);
}

export function stackFile(project: Project, stack: string): string {
  return join(project.root, `Pulumi.${shortName(stack)}.yaml`);
}
