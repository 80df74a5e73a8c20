import { access, constants, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pins } from "../config/pins.ts";
import { UserError } from "../config/user-error.ts";
import type { Report } from "./console.ts";
import { paths } from "./paths.ts";
import { isFromLab, placeFromLab } from "./place.ts";
import { probe, toolchain } from "./probe.ts";
import { root } from "./project.ts";
import { lastLines, run } from "./run.ts";

/** Folder of the CLI: where the npm package `pulumi` keeps and looks for it. */
export function cliFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(paths(environment).pulumiHome, "versions", pins.npm.pulumi, "bin");
}

/** The Pulumi CLI itself, without the npm package in between. */
export function cliPath(environment: NodeJS.ProcessEnv = process.env): string {
  return join(cliFolder(environment), "pulumi");
}

export function pluginFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(paths(environment).pulumiHome, "plugins", `resource-docker-v${pins.npm["@pulumi/docker"]}`);
}

interface Tool {
  readonly what: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly download: () => Promise<string | undefined>;
  readonly build: () => Promise<readonly string[]>;
}

/**
 * Sees to it that the CLI, the language host and the docker plugin lie where Pulumi looks for them. What is
 * there is left alone: no network, no output.
 */
export async function ensurePulumi(
  report: Report,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const env = { ...environment, PULUMI_HOME: paths(environment).pulumiHome };
  await ensureTool(cliTool(report, env), report, env);
  await ensureTool(pluginTool(report, env), report, env);
}

async function ensureTool(tool: Tool, report: Report, env: NodeJS.ProcessEnv): Promise<void> {
  const wanted = toolchain(env);
  const complete = await isComplete(tool);
  const fromLab = await isFromLab(tool.folder);
  if (complete && wanted === "lab" && !fromLab) {
    throw new UserError(`TOOLCHAIN=lab, but the official ${tool.what} is installed in ${tool.folder}.`, {
      fix: "leave TOOLCHAIN out, or set PULUMI_HOME to another folder.",
    });
  }
  // With TOOLCHAIN=lab what was built is compared with what the lab would build now.
  if (complete && wanted !== "lab" && !(wanted === "official" && fromLab)) return;

  if (wanted !== "lab" && (wanted === "official" || (await probe(env)).pulumi)) {
    if (fromLab) await rm(tool.folder, { recursive: true, force: true });
    report(`downloading the official ${tool.what}`);
    const problem = await tool.download();
    if (problem === undefined && (await isComplete(tool))) return;
    const message = `The official ${tool.what} could not be downloaded: ${problem ?? "it is incomplete"}.`;
    if (wanted === "official") {
      throw new UserError(message, { fix: "try again, or leave TOOLCHAIN out to build it here." });
    }
    report(message);
  }
  await placeFromLab(tool.folder, tool.files, await tool.build());
}

function cliTool(report: Report, env: NodeJS.ProcessEnv): Tool {
  return {
    what: "Pulumi CLI",
    folder: cliFolder(env),
    files: ["pulumi-language-nodejs", "pulumi"],
    async download() {
      // The npm package downloads on first use, in its own version unless PULUMI_VERSION says otherwise.
      const launcher = join(root, "node_modules", "pulumi", "run.js");
      const { PULUMI_VERSION: _, ...rest } = env;
      const result = await run(process.execPath, [launcher, "version"], { env: rest, timeout: 900_000 });
      return result.ok ? undefined : lastLines(result, 1);
    },
    async build() {
      const { buildPulumi } = await import("../lab/index.ts");
      const built = await buildPulumi(report);
      return [built.languageNodejs, built.pulumi];
    },
  };
}

function pluginTool(report: Report, env: NodeJS.ProcessEnv): Tool {
  const version = pins.npm["@pulumi/docker"];
  return {
    what: "docker plugin of Pulumi",
    folder: pluginFolder(env),
    files: ["pulumi-resource-docker"],
    async download() {
      const args = ["plugin", "install", "resource", "docker", version, "--non-interactive"];
      const result = await run(cliPath(env), args, { env, timeout: 900_000 });
      return result.ok ? undefined : lastLines(result, 1);
    },
    async build() {
      const { buildDockerProvider } = await import("../lab/index.ts");
      return [await buildDockerProvider(report)];
    },
  };
}

async function isComplete(tool: Tool): Promise<boolean> {
  const found = await Promise.all(tool.files.map((name) => isExecutable(join(tool.folder, name))));
  // Pulumi marks a plugin whose download was interrupted by a file of this name.
  const partial = await access(`${tool.folder}.partial`).then(
    () => true,
    () => false,
  );
  return !partial && found.every(Boolean);
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).size > 0;
  } catch {
    return false;
  }
}
