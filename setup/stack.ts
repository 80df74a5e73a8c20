import { copyFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod/mini";
import { UserError } from "../config/user-error.ts";
import type { Report } from "./console.ts";
import { type Project, shortName, stackFile } from "./project.ts";
import { type PulumiContext, pulumi } from "./pulumi.ts";

/** Sees to it that the stack file exists: `Pulumi.dev.yaml` is made from the committed example. */
export async function ensureStackFile(project: Project, stack: string, report: Report): Promise<void> {
  const file = stackFile(project, stack);
  if (await isThere(file)) return;
  const example = join(project.root, `Pulumi.${shortName(stack)}.example.yaml`);
  if (await isThere(example)) {
    await copyFile(example, file);
    report(`made ${basename(file)} from ${basename(example)}`);
    return;
  }
  throw new UserError(`There is no ${basename(file)} in ${project.root}.`, {
    fix: `run bin/centrifugo-swarm config init --stack ${shortName(stack)}, which asks for what it needs.`,
    exitCode: 2,
  });
}

/** Creates the stack in the backend if it is not there, and selects it for plain `pulumi` commands. */
export async function ensureStack(context: PulumiContext): Promise<void> {
  await pulumi(context, ["stack", "select", context.stack, "--create"]);
}

/** Stack configuration as Pulumi knows it, decrypted: `project:key` to text, lists and objects as JSON. */
export type StackValues = Readonly<Record<string, string>>;

const entriesSchema = z.record(z.string(), z.object({ value: z.optional(z.string()) }));

export async function readStackValues(context: PulumiContext): Promise<StackValues> {
  const output = await pulumi(context, ["config", "--stack", context.stack, "--show-secrets", "--json"]);
  const entries = entriesSchema.parse(JSON.parse(output));
  return Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, entry.value ?? ""]));
}

/** Stores one value of the project encrypted; it travels through standard input. */
export async function setSecret(context: PulumiContext, key: string, value: string): Promise<void> {
  await pulumi(context, ["config", "set", "--stack", context.stack, "--secret", "--raw", key], value);
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
