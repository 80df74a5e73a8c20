import type { Service, StackModel } from "../../model/model.ts";
import { networkOf } from "../../model/networks.ts";

/** Overlay networks that a service is on, and another one too where it is given. */
export function sharedNetworks(
  service: Service,
  other: Service | undefined,
  model: StackModel,
): readonly string[] {
  const own = networksOf(service, model);
  const theirs = other === undefined ? undefined : new Set(networksOf(other, model));
  return own.filter((name) => theirs?.has(name) ?? true);
}

function networksOf({ networks }: Service, model: StackModel): readonly string[] {
  return networks.flatMap((attachment) => networkOf(attachment, model)?.name ?? []);
}
