import type { Service, StackModel } from "../model/model.ts";
import { networkOf } from "../model/networks.ts";
import type { Attachment } from "../model/service-spec.ts";
import { clear } from "../model/value.ts";

/** Services that are known to be on the same network. */
export function membersOf(attachment: Attachment, model: StackModel): readonly Service[] {
  const network = networkOf(attachment, model);
  const name = clear(attachment.network);
  if (name === undefined) return [];
  const isSame = (other: Attachment): boolean =>
    network === undefined ? clear(other.network) === name : networkOf(other, model) === network;
  return model.services.filter(({ networks }) => networks.some(isSame));
}
