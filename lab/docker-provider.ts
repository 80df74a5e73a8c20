import { join } from "node:path";
import { buildOnce, findBuilt, type Recipe } from "./build-cache.ts";
import { estimates } from "./estimates.ts";
import { type GoBuild, goBuild, goBuildArguments } from "./go-build.ts";
import { pins } from "./pins.ts";
import type { Report } from "./report.ts";

const module = join(import.meta.dirname, "docker-provider");
const version = pins.npm["@pulumi/docker"];
const binary = "pulumi-resource-docker";
const go: GoBuild = { package: ".", mod: "readonly", values: { "main.version": version } };

/** Builds the plugin that serves the resources of `@pulumi/docker`, from the official provider's two halves. */
export async function buildDockerProvider(report: Report): Promise<string> {
  return join((await buildOnce(recipe(report), report)).directory, binary);
}

/** The plugin, when it was built before; undefined when not. */
export async function builtDockerProvider(): Promise<string | undefined> {
  const artifact = await findBuilt(recipe(() => {}));
  return artifact === undefined ? undefined : join(artifact.directory, binary);
}

function recipe(report: Report): Recipe {
  return {
    name: binary,
    title: "Pulumi's docker provider",
    usualTime: estimates.dockerProvider,
    inputs: [go.package, ...goBuildArguments(go)],
    files: ["go.mod", "go.sum", "main.go"].map((file) => join(module, file)),
    build: async ({ output, log }) => {
      await goBuild(go, { module, output: join(output, binary), log }, report);
      return version;
    },
  };
}
