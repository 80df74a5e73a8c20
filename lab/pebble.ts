import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, buildOnce } from "./build-cache.ts";
import { estimates } from "./estimates.ts";
import { type GoBuild, goBuild, goBuildArguments } from "./go-build.ts";
import { pins } from "./pins.ts";
import type { Report } from "./report.ts";

const recipe = join(import.meta.dirname, "pebble");
const name = "github.com/letsencrypt/pebble/v2";
const version = pins.lab.goModules[name];
/** The authority, and the DNS server for its tests. */
const programs = ["pebble", "pebble-challtestsrv"] as const;

/** Builds the ACME server that tests get certificates from, and its DNS server; two static binaries. */
export function buildPebble(report: Report): Promise<Artifact> {
  const builds = programs.map((program): GoBuild => {
    return { package: `${name}/cmd/${program}`, mod: "readonly", values: {} };
  });
  return buildOnce(
    {
      name: "pebble",
      title: `Pebble ${version}`,
      usualTime: estimates.pebble,
      inputs: builds.flatMap((go) => [go.package, ...goBuildArguments(go)]),
      files: ["go.mod", "go.sum"].map((file) => join(recipe, file)),
      build: async ({ output, scratch: module, log }) => {
        for (const file of ["go.mod", "go.sum"]) await copyFile(join(recipe, file), join(module, file));
        for (const [index, go] of builds.entries()) {
          await goBuild(go, { module, output: join(output, programs[index] ?? ""), log }, report);
        }
        return version;
      },
    },
    report,
  );
}
