import type { Service } from "../model/model.ts";
import { clear, type Value } from "../model/value.ts";

/** The constraint that ties all tasks of a service to one node; undefined: none does. */
export function pinOf({ placement }: Service): Value<string> | undefined {
  return placement.constraints.find((constraint) =>
    /^node\.(hostname|id)\s*==/.test(clear(constraint) ?? ""),
  );
}

/** True where all tasks of a service run on one node. */
export function isPinned(service: Service): boolean {
  return pinOf(service) !== undefined;
}
