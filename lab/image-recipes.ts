import { cp, link, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Artifact } from "./build-cache.ts";
import { buildCentrifugo } from "./centrifugo.ts";
import { unpackDebianPackage } from "./debian.ts";
import { packNode } from "./node.ts";
import { pins } from "./pins.ts";
import type { Report } from "./report.ts";
import { fetchTraefik } from "./traefik.ts";

/** How the image that stands in for an official one is made. */
export type ImageRecipe = {
  /** The folder under lab/images with Dockerfile and rootfs, and the name in `lab.invalid/<name>`. */
  name: string;
  /** The official image that it stands in for. */
  official: string;
  /** The program that the image is for. */
  program: (report: Report) => Promise<Artifact>;
  /** Puts the program into the image's root. */
  place: (program: Artifact, root: string) => Promise<void>;
};

/** The images of the deployment, as far as no registry is needed. */
export const imageRecipes: readonly ImageRecipe[] = [
  {
    name: "centrifugo",
    official: pins.images.centrifugo,
    program: buildCentrifugo,
    place: placeBinary("centrifugo"),
  },
  { name: "redis", official: pins.images.redis, program: debian("redis-server"), place: placeRoot },
  { name: "traefik", official: pins.images.traefik, program: fetchTraefik, place: placeBinary("traefik") },
  { name: "haproxy", official: pins.images.socketProxy, program: debian("haproxy"), place: placeRoot },
  { name: "node", official: pins.images.testPage, program: packNode, place: placeRoot },
];

function debian(name: string): ImageRecipe["program"] {
  return (report) => unpackDebianPackage(name, report);
}

function placeBinary(name: string): ImageRecipe["place"] {
  return async (program, root) => {
    const target = join(root, "usr", "local", "bin", name);
    await mkdir(dirname(target), { recursive: true });
    // The build context is on the cache's own file system: a link instead of a copy of up to 180 MB.
    await link(join(program.directory, name), target);
  };
}

async function placeRoot(program: Artifact, root: string): Promise<void> {
  const filter = (source: string) => source !== join(program.directory, "artifact.json");
  await cp(program.directory, root, { recursive: true, verbatimSymlinks: true, filter });
}
