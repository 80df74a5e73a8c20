import { chmod, copyFile, cp, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Artifact, buildOnce } from "./build-cache.ts";
import { unpackDebianPackage } from "./debian.ts";
import { estimates } from "./estimates.ts";
import { pins } from "./pins.ts";
import type { Report } from "./report.ts";

/** Node as npm's package `node` carries it, with the libraries that it needs, as the root of an image. */
export async function packNode(report: Report): Promise<Artifact> {
  const version = pins.npm.node;
  // It brings the C library and the one of GCC with it.
  const libraries = await unpackDebianPackage("libstdc++6", report);
  return buildOnce(
    {
      name: "node",
      title: `Node v${version}`,
      usualTime: estimates.node,
      inputs: [version, libraries.digest],
      files: [],
      build: async ({ output }) => {
        const filter = (source: string) => source !== join(libraries.directory, "artifact.json");
        await cp(libraries.directory, output, { recursive: true, verbatimSymlinks: true, filter });
        const target = join(output, "usr", "local", "bin", "node");
        await mkdir(dirname(target), { recursive: true });
        await copyFile(nodeBinary(), target);
        await chmod(target, 0o755);
        return version;
      },
    },
    report,
  );
}

/** The one that npm has put into this project, for this machine. */
function nodeBinary(): string {
  const manifest = createRequire(import.meta.url).resolve("node/package.json");
  return join(dirname(manifest), "bin", "node");
}
