import { delimiter, join } from "node:path";
import { backendVariables } from "./backend.ts";
import { reportTo } from "./console.ts";
import { contextVariables } from "./docker-context.ts";
import { main } from "./main.ts";
import { paths } from "./paths.ts";
import { readProject, root } from "./project.ts";
import { cliFolder, ensurePulumi } from "./pulumi-home.ts";

export interface ToolEnvironmentOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Folder of Pulumi.yaml; default: this clone. */
  readonly root?: string;
  /** Stack files that hold values encrypted with the passphrase. */
  readonly stackFiles?: readonly string[];
}

/**
 * What has to be added to the environment so that plain `pulumi` commands work; the user's own variables win.
 * Makes the local backend's folder and the passphrase file on first use.
 *
 * @throws UserError when the passphrase is missing but needed.
 */
export async function toolEnvironment(options: ToolEnvironmentOptions = {}): Promise<Record<string, string>> {
  const environment = options.environment ?? process.env;
  const project = await readProject(options.root ?? root);
  const added = [cliFolder(environment), join(root, "node_modules", ".bin")];
  const rest = (environment["PATH"] ?? "").split(delimiter).filter((folder) => !added.includes(folder));
  const variables: Record<string, string> = {
    PATH: [...added, ...rest].join(delimiter),
    PULUMI_HOME: paths(environment).pulumiHome,
    ...(await backendVariables(project, environment, options.stackFiles)),
    ...(await contextVariables(environment)),
  };
  if (environment["PULUMI_SKIP_UPDATE_CHECK"] === undefined) variables["PULUMI_SKIP_UPDATE_CHECK"] = "true";
  return variables;
}

/** Shell commands that export the variables. */
export function asExports(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join("");
}

await main(import.meta.url, async () => {
  // Standard output is for the shell; what is said goes to standard error.
  await ensurePulumi(reportTo(process.stderr));
  process.stdout.write(asExports(await toolEnvironment()));
});
