import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import { serviceAt } from "../model/host-names.ts";
import type { StackModel } from "../model/model.ts";
import { once } from "../model/once.ts";
import { backendOf, type Routing, takesWebsockets } from "../model/traefik.ts";
import type { Backend, Router } from "../model/traefik-parts.ts";
import { centrifugos } from "./centrifugo-services.ts";

/** What a backend leads to; `unknown`: to a host that is none of the services here. */
export type Target =
  | { readonly kind: "centrifugo"; readonly settings: CentrifugoSettings }
  | { readonly kind: "other" }
  | { readonly kind: "unknown" };

/** Many rules ask for the same backends. */
const targets = once((_model: StackModel) => new Map<Backend, Target>());

/** Tells where a backend leads by the host names of its servers. */
export function targetOf(backend: Backend, model: StackModel): Target {
  const known = targets(model).get(backend) ?? findTarget(backend, model);
  targets(model).set(backend, known);
  return known;
}

function findTarget(backend: Backend, model: StackModel): Target {
  const services = backend.hosts.map((host) => serviceAt(host, model.services));
  const settings = centrifugos(model).find(({ service }) => services.includes(service));
  if (settings !== undefined) return { kind: "centrifugo", settings };
  return { kind: services.length === 0 || services.includes(undefined) ? "unknown" : "other" };
}

/** A router that may lead websockets to a Centrifugo. */
export interface WebsocketRouter {
  readonly router: Router;
  /** False: its backend is not known here. */
  readonly certain: boolean;
}

/** Routers that lead websockets to a Centrifugo, or may do so. */
export function websocketRouters(routing: Routing, model: StackModel): readonly WebsocketRouter[] {
  return routing.routers.flatMap((router) => {
    if (!takesWebsockets(router)) return [];
    const backend = backendOf(router, routing);
    const kind = backend === undefined ? kindWithoutBackend(router) : targetOf(backend, model).kind;
    return kind === "other" ? [] : [{ router, certain: kind === "centrifugo" }];
  });
}

function kindWithoutBackend({ backend, service }: Router): Target["kind"] {
  if (backend !== undefined) return backend.endsWith("@internal") ? "other" : "unknown";
  return service?.system === "centrifugo" ? "centrifugo" : "other";
}
