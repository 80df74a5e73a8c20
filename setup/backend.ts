import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ensurePassphrase } from "./passphrase.ts";
import { paths } from "./paths.ts";
import type { Project } from "./project.ts";

/** Folder of the local backend of a project. */
export function backendFolder(project: Project, environment: NodeJS.ProcessEnv = process.env): string {
  return join(paths(environment).state, project.name);
}

/** True when the state lies in our own folder, and not where the user's variables or Pulumi.yaml say. */
export function usesLocalBackend(project: Project, environment: NodeJS.ProcessEnv = process.env): boolean {
  const own = `file://${backendFolder(project, environment)}`;
  const chosen = environment["PULUMI_BACKEND_URL"] || project.backendUrl;
  return chosen === own || (chosen === undefined && !environment["PULUMI_ACCESS_TOKEN"]);
}

/**
 * The variables that tell Pulumi where state lies and how secrets are encrypted. Whatever the user has set
 * wins; else a local folder and a passphrase file, made here on first use.
 */
export async function backendVariables(
  project: Project,
  environment: NodeJS.ProcessEnv = process.env,
  stackFiles: readonly string[] = [],
): Promise<Record<string, string>> {
  const variables: Record<string, string> = {};
  if (usesLocalBackend(project, environment)) {
    const folder = backendFolder(project, environment);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    variables["PULUMI_BACKEND_URL"] = `file://${folder}`;
  }
  const chosen = environment["PULUMI_CONFIG_PASSPHRASE"] ?? environment["PULUMI_CONFIG_PASSPHRASE_FILE"];
  // Pulumi Cloud encrypts by itself.
  if (chosen === undefined && !environment["PULUMI_ACCESS_TOKEN"]) {
    const places = paths(environment);
    await ensurePassphrase(places, stackFiles);
    variables["PULUMI_CONFIG_PASSPHRASE_FILE"] = places.passphraseFile;
  }
  return variables;
}
