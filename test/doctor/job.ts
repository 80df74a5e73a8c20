import { readImageSources, resolveImage } from "../../config/images.ts";
import { pins } from "../../config/pins.ts";
import type { SwarmJob } from "../../doctor/swarm-job.ts";
import { root } from "../../setup/project.ts";

/** A job that runs `script` in Centrifugo's image, on the network of that name. */
export function testJob(stack: string, network: string, script: string, timeoutMs = 60_000): SwarmJob {
  const image = resolveImage(pins.images.centrifugo, readImageSources(root, stack));
  return {
    stack,
    labels: { "com.docker.stack.namespace": stack },
    network,
    secrets: {},
    image,
    script,
    args: ["one", "two words"],
    timeoutMs,
  };
}
