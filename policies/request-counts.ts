import type { StackModel } from "../model/model.ts";
import type { Routing } from "../model/traefik.ts";
import type { Middleware } from "../model/traefik-parts.ts";
import { clear, type Origin } from "../model/value.ts";
import { settingsLike } from "./static-settings.ts";

/** Why a limit counts the requests of all clients together. */
export interface SharedCount {
  /** Ends a sentence that begins with "is counted". */
  readonly how: string;
  readonly related: readonly Origin[];
}

/**
 * Whether a limit counts all clients together, by its `sourceCriterion`; `otherwise`: what it counts by where none
 * is given. Undefined: it tells clients apart, or that is not known here.
 */
export function sharedCount(
  { options }: Middleware,
  otherwise: "host" | "client",
  { statics }: Routing,
  model: StackModel,
): SharedCount | undefined {
  const given = [...options].filter(([key]) => key.startsWith("sourcecriterion."));
  const byHost = given.find(([key]) => key === "sourcecriterion.requesthost");
  if (byHost !== undefined && clear(byHost[1]) === "true")
    return { how: "for all clients of a host together", related: [byHost[1].origin] };
  if (given.length === 0 && otherwise === "host")
    return { how: "for all clients of a host together, since no sourceCriterion is given", related: [] };
  // An address from a header, or one that a proxy in front hands on.
  if (given.some(([key]) => !key.startsWith("sourcecriterion.ipstrategy.excludedips"))) return undefined;
  const handedOn = /^entrypoints\.[^.]+\.proxyprotocol\.(trustedips|insecure)$/;
  if (statics.some((traefik) => settingsLike(traefik, handedOn).length > 0)) return undefined;
  const ports = model.services
    .filter(({ system }) => system === "traefik")
    .flatMap((service) => service.ports)
    .filter(({ mode }) => mode === undefined || clear(mode) === "ingress");
  if (ports.length === 0) return undefined;
  const how = "by address, and all clients have one: Traefik's ports are published in ingress mode";
  return { how, related: ports.map(({ target }) => target.origin) };
}
