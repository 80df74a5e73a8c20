import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import type { Service, StackModel } from "../model/model.ts";
import { once } from "../model/once.ts";
import { backendOf, readRouting } from "../model/traefik.ts";
import type { Router } from "../model/traefik-parts.ts";
import { mayTakePath } from "../model/traefik-rule.ts";
import { type Endpoint, readEndpoints, readPorts } from "./http-endpoints.ts";
import { isGuarded } from "./router-guards.ts";
import { targetOf } from "./websocket-routers.ts";

/** Handlers of a Centrifugo that a router leads strangers to. */
export interface RoutedEndpoints {
  readonly router: Router;
  readonly endpoints: readonly Endpoint[];
  /** False: something about the router is not known here. */
  readonly certain: boolean;
}

/** Routers by the Centrifugo that they lead to. */
const routersByService = once((model: StackModel): ReadonlyMap<Service | undefined, readonly Router[]> => {
  const routing = readRouting(model);
  return Map.groupBy(routing.routers, (router) => {
    const backend = backendOf(router, routing);
    if (backend === undefined) return router.backend === undefined ? router.service : undefined;
    const target = targetOf(backend, model);
    return target.kind === "centrifugo" ? target.settings.service : undefined;
  });
});

/** What the routers of the stack lead to, of the handlers in `sections`. */
export function routedEndpoints(
  settings: CentrifugoSettings,
  model: StackModel,
  sections: ReadonlyMap<string, string>,
): readonly RoutedEndpoints[] {
  const all = readEndpoints(settings).endpoints.filter(({ section }) => sections.has(section));
  return (routersByService(model).get(settings.service) ?? []).flatMap((router) => {
    const backend = backendOf(router, readRouting(model));
    const guarded = isGuarded(router, model);
    if (guarded === true) return [];

    const served = all.filter((endpoint) => isServedOn(settings, endpoint, backend?.ports ?? []));
    const reached = served.map((endpoint) => ({ endpoint, reached: takes(router, endpoint) }));
    const endpoints = reached.filter((entry) => entry.reached !== false).map(({ endpoint }) => endpoint);
    const certain = guarded === false && reached.every((entry) => entry.reached !== undefined);
    return endpoints.length === 0 ? [] : [{ router, endpoints, certain }];
  });
}

/** A router without a port that is known leads to the port for clients. */
function isServedOn(settings: CentrifugoSettings, { side }: Endpoint, ports: readonly number[]): boolean {
  const { external, internal, separate } = readPorts(settings);
  const [port] = ports;
  if (separate !== true) return separate === false && (port === undefined || port === external);
  return side === "external" ? port === undefined || port === external : port === internal;
}

/** Undefined: the rule is not known or not understood here. */
function takes(router: Router, { section, pattern }: Endpoint): boolean | undefined {
  if (router.rule === undefined || pattern === undefined) return undefined;
  const { rule } = router;
  const below = { admin: "admin/auth", http_api: "/info" }[section];
  const answers = [pattern, ...(below === undefined ? [] : [`${pattern}${below}`])].map((path) =>
    mayTakePath(rule, path),
  );
  return answers.includes(undefined) ? undefined : answers.includes(true);
}
