import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod/mini";

const configSchema = z.object({ currentContext: z.optional(z.string()) });

/**
 * DOCKER_CONTEXT for a context that was chosen with `docker context use`: the docker command follows that
 * choice by itself, Pulumi's docker provider only the variable.
 */
export async function contextVariables(environment: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  if (environment["DOCKER_HOST"] || environment["DOCKER_CONTEXT"]) return {};
  const folder = environment["DOCKER_CONFIG"] || join(environment["HOME"] ?? homedir(), ".docker");
  const text = await readFile(join(folder, "config.json"), "utf8").catch(() => "{}");
  const current = parse(text)?.currentContext;
  return current === undefined || current === "" || current === "default" ? {} : { DOCKER_CONTEXT: current };
}

function parse(text: string): z.output<typeof configSchema> | undefined {
  try {
    return configSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // The docker command itself says what is wrong with its file.
    return undefined;
  }
}
