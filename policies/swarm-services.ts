import type { Service, StackModel } from "../model/model.ts";

/** Services that this package knows: Centrifugo, Redis and Traefik. How others run is not judged. */
export function knownServices(model: StackModel): readonly Service[] {
  return model.services.filter(({ system }) => system !== "other");
}

/** The ones of Centrifugo alone. */
export function centrifugoServices(model: StackModel): readonly Service[] {
  return model.services.filter(({ system }) => system === "centrifugo");
}
