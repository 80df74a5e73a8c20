import { join } from "node:path";
import { buildOnce } from "./build-cache.ts";
import { estimates } from "./estimates.ts";
import { type GoBuild, goBuild, goBuildArguments } from "./go-build.ts";
import { pins } from "./pins.ts";
import type { Report } from "./report.ts";

const module = join(import.meta.dirname, "actionlint");
const version = pins.lab.goModules["github.com/rhysd/actionlint"];
const go: GoBuild = {
  package: "github.com/rhysd/actionlint/cmd/actionlint",
  mod: "readonly",
  values: {},
};

/** Builds actionlint, which checks workflow files of GitHub Actions, and gives the path of its binary. */
export async function actionlintBinary(report: Report): Promise<string> {
  const { directory } = await buildOnce(
    {
      name: "actionlint",
      title: `actionlint ${version}`,
      usualTime: estimates.actionlint,
      inputs: [go.package, ...goBuildArguments(go)],
      files: ["go.mod", "go.sum"].map((file) => join(module, file)),
      build: async ({ output, log }) => {
        await goBuild(go, { module, output: join(output, "actionlint"), log }, report);
        return version;
      },
    },
    report,
  );
  return join(directory, "actionlint");
}
