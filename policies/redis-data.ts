import type { Service } from "../model/model.ts";
import type { Mount } from "../model/service-spec.ts";
import { clear } from "../model/value.ts";

/** Mounts of a service that outlive its tasks and that it may write to; a volume without a name does not. */
export function lastingMounts({ mounts }: Service): readonly Mount[] {
  return mounts.filter(
    ({ type, source, readOnly }) =>
      ["volume", "bind"].includes(clear(type) ?? "") && source !== undefined && clear(readOnly) !== true,
  );
}
