import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { buildFailure } from "./build-failure.ts";
import { withBuildLock } from "./build-lock.ts";
import { labCacheFolder } from "./cache-folder.ts";
import { hashFiles } from "./file-hash.ts";
import { withProgress } from "./progress.ts";
import type { Report } from "./report.ts";
import { startLog } from "./run.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

/** How one thing is built. */
export type Recipe = {
  /** Short name for files, for example `docker-provider`. */
  name: string;
  /** For people, for example `the docker provider of Pulumi`. */
  title: string;
  /** For people: how long it takes on two cores, for example `about three minutes`. */
  usualTime: string;
  /** Everything besides `files` that decides the result: versions, arguments. */
  inputs: readonly string[];
  /** Files and folders whose contents decide the result. */
  files: readonly string[];
  /** Puts the result into `workspace.output`; returns its version. */
  build: (workspace: Workspace) => Promise<string>;
};

export type Workspace = {
  /** The folder that becomes the artifact when the build succeeds. */
  output: string;
  /** A folder for whatever the build needs on the way; removed afterwards. */
  scratch: string;
  /** The file that every command of the build writes its output to. */
  log: string;
};

/** What a build left in the cache. */
export type Artifact = {
  directory: string;
  version: string;
  /** SHA-256 over the artifact's files. */
  digest: string;
};

const recordName = "artifact.json";

/**
 * Gives what the recipe makes, and builds it only when no finished build of the same inputs is in the cache.
 *
 * A build happens in a folder of its own and gets its final name by one rename, after its files are on the
 * disk: whatever carries the name is complete.
 *
 * @throws UserError when the build fails; it names the log.
 */
export async function buildOnce(recipe: Recipe, report: Report, cache = labCacheFolder()): Promise<Artifact> {
  const target = await artifactFolder(recipe, cache);
  const finished = await readArtifact(target);
  if (finished !== undefined) return finished;

  const waiting = () => report(`waiting for another run that builds ${recipe.title}`);
  return withBuildLock(target, waiting, async () => {
    const meanwhile = await readArtifact(target);
    return meanwhile ?? build(recipe, target, report);
  });
}

/** What the recipe makes, when a finished build of it is in the cache. */
export async function findBuilt(recipe: Recipe, cache = labCacheFolder()): Promise<Artifact | undefined> {
  return readArtifact(await artifactFolder(recipe, cache));
}

async function artifactFolder(recipe: Recipe, cache: string): Promise<string> {
  return join(cache, `${recipe.name}-${await recipeKey(recipe)}`);
}

/** The name under which a recipe's result is kept: a hash of all that decides it. */
export async function recipeKey(recipe: Recipe): Promise<string> {
  const files = await Promise.all(
    recipe.files.map(async (path) => [basename(path), await hashFiles(path)] as const),
  );
  const all = [recipe.name, process.platform, process.arch, recipe.inputs, files];
  return createHash("sha256").update(JSON.stringify(all)).digest("hex").slice(0, 16);
}

async function build(recipe: Recipe, target: string, report: Report): Promise<Artifact> {
  const log = await startLog(basename(target), dirname(target));
  try {
    await withTemporaryFolder(target, async (folder) => {
      const workspace = { output: join(folder, "output"), scratch: join(folder, "scratch"), log };
      await mkdir(workspace.output);
      await mkdir(workspace.scratch);
      const version = await withProgress(recipe, report, () => recipe.build(workspace));
      await publish(workspace.output, version, target);
    });
  } catch (error) {
    throw await buildFailure(error, recipe.title, log);
  }
  const artifact = await readArtifact(target);
  if (artifact === undefined) throw new Error(`The build of ${recipe.title} vanished from ${target}.`);
  return artifact;
}

async function publish(output: string, version: string, target: string): Promise<void> {
  const digest = await hashFiles(output);
  await writeFile(join(output, recordName), `${JSON.stringify({ version, digest })}\n`);
  await flush(output);
  await rm(target, { recursive: true, force: true });
  await rename(output, target);
  await flushOne(dirname(target));
}

async function readArtifact(directory: string): Promise<Artifact | undefined> {
  try {
    const { version, digest } = JSON.parse(await readFile(join(directory, recordName), "utf8"));
    if (typeof version === "string" && typeof digest === "string") return { directory, version, digest };
  } catch {
    // Not there, or damaged by something else: built anew either way.
  }
  return undefined;
}

async function flush(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) await flushOne(join(entry.parentPath, entry.name));
  }
}

async function flushOne(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
