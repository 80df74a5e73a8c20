import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readImageSources } from "../config/images.ts";
import { pins } from "../config/pins.ts";
import { UserError } from "../config/user-error.ts";
import type { Report } from "./console.ts";
import { docker, lines } from "./docker.ts";
import type { EngineFacts } from "./engine-facts.ts";
import { probe, toolchain } from "./probe.ts";
import { lastLines } from "./run.ts";

export interface ImageRequest {
  /** Folder of the stack file. */
  readonly directory: string;
  /** Last part of the stack's name. */
  readonly stack: string;
  /** References that the stack deploys, such as `redis:7.4.11`. */
  readonly references: readonly string[];
  readonly engine: EngineFacts;
}

/**
 * Sees to it that every image can be deployed: its digest is known (`images.<stack>.lock.json`), or, where no
 * registry can be reached, it was built here (`images.lab.json`). What is known already costs no network.
 */
export async function ensureImages(
  request: ImageRequest,
  report: Report,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const wanted = toolchain(environment);
  const lab = join(request.directory, "images.lab.json");
  let sources = readImageSources(request.directory, request.stack);
  if (wanted === "official" && Object.keys(sources.lab).length > 0) {
    sources = { ...sources, lab: {} };
    await writeMap(lab, {});
  }
  // A name with a digest needs no lock.
  const open = request.references.filter((reference) => !reference.includes("@"));
  const built = await presentImages(Object.values(sources.lab), environment);
  const missing = open.filter((reference) => {
    const name = sources.lab[reference];
    if (name !== undefined) return !built.has(name);
    return wanted === "lab" || sources.lock[reference] === undefined;
  });
  if (missing.length === 0) return;

  const reachable = request.engine.hasOwnRoute || (await probe(environment)).registry;
  if (wanted !== "lab" && (wanted === "official" || reachable)) {
    await lockDigests(missing, request, report, environment);
    await writeMap(lab, without(sources.lab, missing));
    return;
  }
  // Before minutes go into building: what cannot be built has to be in the engine already.
  const pinned: readonly string[] = Object.values(pins.images);
  const others = missing.filter((reference) => !pinned.includes(reference));
  const present = await presentImages(others, environment);
  refuseUnbuilt(others.filter((reference) => !present.has(reference)));
  if (others.length === missing.length) return;
  const { buildImages } = await import("../lab/index.ts");
  await writeMap(lab, { ...sources.lab, ...(await buildImages(report)) });
  if ((request.engine.swarm?.nodes ?? 1) > 1) {
    report("the images were built on this node only; the other nodes of the Swarm do not have them");
  }
}

async function lockDigests(
  references: readonly string[],
  request: ImageRequest,
  report: Report,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const digests: Record<string, string> = {};
  for (const reference of references) {
    report(`pulling ${reference}`);
    digests[reference] = await pullDigest(reference, environment);
  }
  const { lock } = readImageSources(request.directory, request.stack);
  await writeMap(join(request.directory, `images.${request.stack}.lock.json`), { ...lock, ...digests });
}

/** Pulls an image and returns the digest that its registry gave it. */
export async function pullDigest(
  reference: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const pulled = await docker(["pull", "--quiet", reference], { env: environment, timeout: 600_000 });
  if (!pulled.ok) {
    throw new UserError(`The image ${reference} could not be pulled: ${lastLines(pulled, 1)}.`, {
      fix: "check the name and the registry; TOOLCHAIN=lab builds the pinned images here.",
    });
  }
  const inspected = await docker(["image", "inspect", "--format", "{{json .RepoDigests}}", reference], {
    env: environment,
  });
  const digest = inspected.ok ? digestOf(reference, inspected.stdout) : undefined;
  if (digest === undefined) {
    throw new UserError(`The registry gave no digest for ${reference}.`, {
      fix: "name the image with its digest in the stack file: name:version@sha256:…",
    });
  }
  return digest;
}

/** The engine lists a digest for each repository that it knows the image by. */
function digestOf(reference: string, repoDigests: string): string | undefined {
  const repository = reference.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  const entries: unknown = JSON.parse(repoDigests);
  if (!Array.isArray(entries)) return undefined;
  const own = entries.find((entry) => String(entry).startsWith(`${repository}@`));
  return /@(sha256:[0-9a-f]{64})$/.exec(String(own))?.[1];
}

/** Which of these images the engine has; one call. */
async function presentImages(
  names: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const result = await docker(["image", "inspect", "--format", "{{json .RepoTags}}", ...names], {
    env: environment,
  });
  const tags = lines(result).join(" ");
  return new Set(names.filter((name) => tags.includes(`"${name}"`)));
}

function refuseUnbuilt(references: readonly string[]): void {
  if (references.length === 0) return;
  const names = references.join(", ");
  throw new UserError(`Not in this engine, not in reach of a registry, and not built here: ${names}.`, {
    fix: "use the pinned version (leave `images` out of the stack file), or let this machine reach a registry.",
  });
}

function without(map: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

async function writeMap(file: string, map: Readonly<Record<string, string>>): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(sorted, null, 2)}\n`);
  await rename(temporary, file);
}
