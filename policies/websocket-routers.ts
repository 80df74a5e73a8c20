import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import type { StackModel } from "../model/model.ts";
import { type Routing, takesWebsockets } from "../model/traefik.ts";
import type { Backend, Router } from "../model/traefik-parts.ts";
import { centrifugos } from "./centrifugo-services.ts";

/** The Centrifugo that a backend leads to, told by the host names of its servers. */
export function centrifugoBehind(backend: Backend, model: StackModel): CentrifugoSettings | undefined {
  return centrifugos(model).find(({ service }) =>
    backend.hosts.some((host) => host.replace(/^tasks\./, "") === service.name.toLowerCase()),
  );
}

/** Routers that lead websockets to a Centrifugo. */
export function websocketRouters(routing: Routing, model: StackModel): readonly Router[] {
  return routing.routers.filter((router) => {
    if (!takesWebsockets(router)) return false;
    const backend = routing.backends.find(({ name }) => name === router.backend);
    if (backend !== undefined) return centrifugoBehind(backend, model) !== undefined;
    return router.service?.system === "centrifugo" && router.backend === undefined;
  });
}
