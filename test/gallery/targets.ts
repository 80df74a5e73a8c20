import type { DoctorTarget, EdgeTarget } from "../../doctor/doctor-target.ts";
import type { GalleryStack } from "./stack.ts";

/** The stack as somebody sees it who has another idea of its edge. */
export function withEdge(change: (edge: EdgeTarget) => EdgeTarget | Promise<EdgeTarget>) {
  return async ({ target }: GalleryStack): Promise<DoctorTarget> => ({
    ...target,
    edge: await change(target.edge),
  });
}

/** The edge at another address. */
export function at(edge: EdgeTarget, change: (url: URL) => void): EdgeTarget {
  const url = new URL(edge.websocketUrl);
  change(url);
  return { ...edge, websocketUrl: url.href };
}
