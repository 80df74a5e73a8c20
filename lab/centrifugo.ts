import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, buildOnce } from "./build-cache.ts";
import { estimates } from "./estimates.ts";
import { type GoBuild, goBuild, goBuildArguments, goRun } from "./go-build.ts";
import { pins } from "./pins.ts";
import type { Report } from "./report.ts";

const recipe = join(import.meta.dirname, "centrifugo");
const version = pins.lab.goModules["github.com/centrifugal/centrifugo/v6"];

/** Builds Centrifugo and gives the path of its binary. */
export async function centrifugoBinary(report: Report): Promise<string> {
  return join((await buildCentrifugo(report)).directory, "centrifugo");
}

/** Builds Centrifugo from its Go module. */
export function buildCentrifugo(report: Report): Promise<Artifact> {
  const go: GoBuild = {
    package: "github.com/centrifugal/centrifugo/v6",
    mod: "vendor",
    // Without a version Centrifugo warns at each start that it is a development build.
    values: { "github.com/centrifugal/centrifugo/v6/internal/build.Version": version.replace(/^v/, "") },
  };
  return buildOnce(
    {
      name: "centrifugo",
      title: `Centrifugo ${version}`,
      usualTime: estimates.centrifugo,
      inputs: [go.package, ...goBuildArguments(go)],
      files: ["go.mod", "go.sum", "push_vt.go"].map((file) => join(recipe, file)),
      build: async ({ output, scratch: module, log }) => {
        for (const file of ["go.mod", "go.sum"]) await copyFile(join(recipe, file), join(module, file));
        await goRun(["mod", "vendor"], { module, log }, report);
        // Centrifugo 6.9.1 pins a pre-release of the centrifuge library that the Go proxy does not serve. The
        // released one wants a newer `protocol`, where two methods of Push have new names; Centrifugo still
        // calls them by the old ones, and methods can only be added inside the package itself.
        const protocol = join(module, "vendor", "github.com", "centrifugal", "protocol");
        await copyFile(join(recipe, "push_vt.go"), join(protocol, "push_vt.go"));
        await goBuild(go, { module, output: join(output, "centrifugo"), log }, report);
        return version;
      },
    },
    report,
  );
}
