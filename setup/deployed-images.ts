import type { StackConfig } from "../config/stack-config.ts";
import { isExternal } from "../config/traefik-mode.ts";

/** References of the images that a stack deploys, each once. */
export function deployedImages({ images, testPage, redis, traefik }: StackConfig): readonly string[] {
  return [
    images.centrifugo,
    ...(redis.mode === "external" ? [] : [images.redis]),
    ...(isExternal(traefik) ? [] : [images.traefik, images.socketProxy]),
    ...(testPage === undefined ? [] : [images.testPage]),
  ];
}
