import { join } from "node:path";
import { buildOnce, findBuilt, type Recipe } from "./build-cache.ts";
import { estimates } from "./estimates.ts";
import { type GoBuild, goBuild, goBuildArguments } from "./go-build.ts";
import { pins } from "./pins.ts";
import type { Report } from "./report.ts";

const module = join(import.meta.dirname, "pulumi");
const version = pins.lab.goModules["github.com/pulumi/pulumi/pkg/v3"];

/** Pulumi's engine: its command, and the language host that it starts programs and policy packs with. */
export type PulumiBinaries = { pulumi: string; languageNodejs: string };

/** Builds the Pulumi CLI from its Go module, and our stand-in for its Node language host. */
export async function buildPulumi(report: Report): Promise<PulumiBinaries> {
  const pulumi = await buildOnce(cli(report), report);
  const languageNodejs = await buildOnce(languageHost(report), report);
  return binaries(pulumi.directory, languageNodejs.directory);
}

/** The binaries, when they were built before; undefined when not. */
export async function builtPulumi(): Promise<PulumiBinaries | undefined> {
  const pulumi = await findBuilt(cli(() => {}));
  const languageNodejs = await findBuilt(languageHost(() => {}));
  if (pulumi === undefined || languageNodejs === undefined) return undefined;
  return binaries(pulumi.directory, languageNodejs.directory);
}

function binaries(cliFolder: string, hostFolder: string): PulumiBinaries {
  return { pulumi: join(cliFolder, "pulumi"), languageNodejs: join(hostFolder, "pulumi-language-nodejs") };
}

function cli(report: Report): Recipe {
  const what = { name: "pulumi", title: "the Pulumi CLI", usualTime: estimates.pulumi, files: [] };
  return recipe(what, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", report);
}

function languageHost(report: Report): Recipe {
  const what = {
    name: "pulumi-language-nodejs",
    title: "Pulumi's language host for Node",
    usualTime: estimates.languageNodejs,
    files: [join(module, "language-nodejs")],
  };
  return recipe(what, "./language-nodejs", report);
}

function recipe(
  what: { name: string; title: string; usualTime: string; files: string[] },
  packagePath: string,
  report: Report,
): Recipe {
  const values = { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": version };
  const go: GoBuild = { package: packagePath, mod: "readonly", values };
  return {
    ...what,
    inputs: [go.package, ...goBuildArguments(go)],
    files: [join(module, "go.mod"), join(module, "go.sum"), ...what.files],
    build: async ({ output, log }) => {
      await goBuild(go, { module, output: join(output, what.name), log }, report);
      return version;
    },
  };
}
