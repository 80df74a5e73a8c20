import type { Port } from "../model/service-spec.ts";
import { clear } from "../model/value.ts";

/** True for a port that every node of the Swarm listens on, which is the default. */
export function isIngress({ mode }: Port): boolean {
  return mode === undefined || clear(mode) === "ingress";
}

/** True for a port that only the nodes of the tasks listen on, each for its own task. */
export function isHost({ mode }: Port): boolean {
  return clear(mode) === "host";
}

/** For a message: the published port, else the one in the container. */
export function showPort({ published, target }: Port): string {
  return String(clear(published) ?? clear(target) ?? "…");
}
