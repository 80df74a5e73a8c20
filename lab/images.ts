import { createHash } from "node:crypto";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { execa } from "execa";
import type { Artifact } from "./build-cache.ts";
import { buildFailure } from "./build-failure.ts";
import { withBuildLock } from "./build-lock.ts";
import { labCacheFolder } from "./cache-folder.ts";
import { unpackDebianPackage } from "./debian.ts";
import { estimates } from "./estimates.ts";
import { hashFiles } from "./file-hash.ts";
import { imageFolder, writeImageContext } from "./image-context.ts";
import { type ImageRecipe, imageRecipes } from "./image-recipes.ts";
import { withProgress } from "./progress.ts";
import type { Report } from "./report.ts";
import { run, startLog } from "./run.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

/**
 * Builds the images of the deployment on the engine that `docker` talks to. An image is named by what is in
 * it, so an engine that has the name has the image.
 *
 * @returns the official reference of each image, and the name of the one that stands in for it.
 * @throws UserError when a build fails.
 */
export async function buildImages(report: Report): Promise<Record<string, string>> {
  const busybox = await unpackDebianPackage("busybox-static", report);
  const built = await Promise.all(
    imageRecipes.map(async (recipe) => {
      const parts = { program: await recipe.program(report), busybox };
      return [recipe.official, await buildImage(recipe, parts, report)] as const;
    }),
  );
  return Object.fromEntries(built);
}

type Parts = { program: Artifact; busybox: Artifact };

async function buildImage(recipe: ImageRecipe, parts: Parts, report: Report): Promise<string> {
  const reference = await imageReference(recipe, parts);
  if (await engineHas(reference)) return reference;
  const waiting = () => report(`waiting for another run that builds ${reference}`);
  await withBuildLock(reference, waiting, async () => {
    if (await engineHas(reference)) return;
    await build(recipe, parts, reference, report);
  });
  return reference;
}

/** `lab.invalid/<name>:<version>-<hash>`: .invalid can never be a registry, so nothing tries to pull it. */
async function imageReference(recipe: ImageRecipe, parts: Parts): Promise<string> {
  const hash = createHash("sha256")
    .update(JSON.stringify([parts.program.digest, parts.busybox.digest, rootCertificates]))
    .update(await hashFiles(imageFolder(recipe)))
    .digest("hex");
  return `lab.invalid/${recipe.name}:${parts.program.version}-${hash.slice(0, 12)}`;
}

async function engineHas(reference: string): Promise<boolean> {
  const { failed } = await execa("docker", ["image", "inspect", reference], { reject: false });
  return !failed;
}

async function build(recipe: ImageRecipe, parts: Parts, reference: string, report: Report): Promise<void> {
  const title = `the image ${reference}`;
  const name = reference.replace(/^.*\//, "image-").replace(":", "-");
  const log = await startLog(name, labCacheFolder());
  try {
    await withTemporaryFolder(join(labCacheFolder(), name), (context) =>
      withProgress({ title, usualTime: estimates.image }, report, async () => {
        await writeImageContext(recipe, parts, context);
        // The engine's own builder: BuildKit needs a client plugin that is not everywhere.
        const environment = { DOCKER_BUILDKIT: "0" };
        await run(log, ["docker", "build", "--tag", reference, context], { environment });
      }),
    );
  } catch (error) {
    throw await buildFailure(error, title, log);
  }
}
