import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { fields } from "./field.ts";
import { type ImageName, pins } from "./pins.ts";
import { UserError } from "./user-error.ts";
import { imageField } from "./values/image-reference.ts";

/** `images:` in the stack file; each defaults to the pinned version. */
export const imagesSchema = z
  .strictObject({
    centrifugo: pinnedImage("centrifugo", "Image of Centrifugo"),
    redis: pinnedImage("redis", "Image of Redis"),
    traefik: pinnedImage("traefik", "Image of Traefik"),
    socketProxy: pinnedImage("socketProxy", "Image of the proxy in front of the Docker socket"),
    testPage: pinnedImage("testPage", "Image of Node.js for the connection test page"),
  })
  .register(fields, {
    expected: "images by service",
    example: `{ redis: ${pins.images.redis} }`,
    description:
      "Images of the services; the versions that this centrifugo-swarm was tested with, unless set.",
  });

function pinnedImage(name: ImageName, title: string) {
  const pinned = pins.images[name];
  return imageField(pinned, `${title}, with its full version as the tag.`).default(pinned);
}

/** What is known about images on this machine. */
export interface ImageSources {
  /** Reference to digest (`sha256:…`), as a registry gave it. */
  lock: Record<string, string>;
  /** Reference to the name of an image that was built here. */
  lab: Record<string, string>;
}

/** The image to deploy for a reference: the one built here, else the locked digest, else the tag as written. */
export function resolveImage(reference: string, { lock, lab }: ImageSources): string {
  const built = lab[reference];
  if (built !== undefined) return built;
  const digest = lock[reference];
  if (digest === undefined || reference.includes("@")) return reference;
  return `${reference}@${digest}`;
}

/** The configuration with every image as it is to be deployed. */
export function resolveImages<T extends { readonly images: Readonly<Record<ImageName, string>> }>(
  config: T,
  sources: ImageSources,
): T {
  const { centrifugo, redis, traefik, socketProxy, testPage } = config.images;
  const images = {
    centrifugo: resolveImage(centrifugo, sources),
    redis: resolveImage(redis, sources),
    traefik: resolveImage(traefik, sources),
    socketProxy: resolveImage(socketProxy, sources),
    testPage: resolveImage(testPage, sources),
  };
  return { ...config, images };
}

/**
 * Reads `images.<stack>.lock.json` and `images.lab.json` of a project; a file that is missing is empty.
 *
 * @throws UserError when a file is not a JSON object of texts.
 */
export function readImageSources(directory: string, stack: string): ImageSources {
  return {
    lock: readTextMap(join(directory, `images.${stack}.lock.json`)),
    lab: readTextMap(join(directory, "images.lab.json")),
  };
}

function readTextMap(file: string): Record<string, string> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    content = undefined;
  }
  const parsed = z.record(z.string(), z.string()).safeParse(content);
  if (parsed.success) return parsed.data;
  throw new UserError(`${file} is not a JSON object of image names.`, {
    fix: "Delete it and run `make up`, which writes it again.",
    exitCode: 2,
  });
}
