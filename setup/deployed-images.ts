import type { StackConfig } from "../config/stack-config.ts";
import { isExternal } from "../config/traefik-mode.ts";

/** References of the images that a stack deploys, each once. */
export function deployedImages({ images, testPage, traefik }: StackConfig): readonly string[] {
  const { centrifugo, redis } = images;
  return [
    centrifugo,
    redis,
    ...(isExternal(traefik) ? [] : [images.traefik, images.socketProxy]),
    ...(testPage === undefined ? [] : [images.testPage]),
  ];
}
