import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { StackPlace } from "../config/load.ts";
import { stackFileName } from "../config/stack-file.ts";
import { UserError } from "../config/user-error.ts";

/** The options that say which stack is meant; the same for every command that reads a stack file. */
export const stackOptions = {
  stack: { type: "string", value: "NAME", help: "the stack (default: the variable STACK, else dev)" },
  directory: {
    type: "string",
    value: "DIR",
    help: "where Pulumi.yaml and the stack file lie (default: the nearest folder\nupwards from here that has a Pulumi.yaml, else this clone)",
  },
} as const;

export interface PlaceValues {
  readonly stack?: string | undefined;
  readonly directory?: string | undefined;
}

/** Finds project, stack and folder from the options. */
export async function stackPlace({ stack, directory }: PlaceValues): Promise<StackPlace> {
  const { readProject, root, stackName } = await loadProject();
  const folder = directory === undefined ? projectFolder(process.cwd(), root) : existingFolder(directory);
  const { name } = await readProject(folder);
  const chosen = stack === undefined ? stackName() : stackName({ STACK: stack }, "--stack ");
  return { project: name, stack: chosen, directory: folder };
}

/** The stack that a file belongs to by its name, and the project of the nearest Pulumi.yaml above it. */
export async function placeOfFile(path: string): Promise<StackPlace> {
  const file = resolve(path);
  const stack = /^Pulumi\.(.+)\.yaml$/.exec(basename(file))?.[1];
  if (stack === undefined) {
    throw new UserError(`${path} is not named like a stack file.`, {
      fix: "a stack file is called Pulumi.STACK.yaml.",
      exitCode: 2,
    });
  }
  const { readProject, root } = await loadProject();
  const { name } = await readProject(projectFolder(dirname(file), root));
  return { project: name, stack, directory: dirname(file) };
}

/** The stack file of a place. */
export function fileOf({ directory, stack }: StackPlace): string {
  return join(directory, stackFileName(stack));
}

/** With the YAML parser, which help and wrong usage do not need. */
function loadProject() {
  return import("../setup/project.ts");
}

/** The nearest folder with a Pulumi.yaml, upwards from one. */
function projectFolder(start: string, otherwise: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (folder === dirname(folder)) return otherwise;
  }
}

function existingFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return resolve(path);
  throw new UserError(`--directory ${path}: there is no such folder.`, { exitCode: 2 });
}
