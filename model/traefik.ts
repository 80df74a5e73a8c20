import type { StackModel } from "./model.ts";
import { once } from "./once.ts";
import { readDynamicFiles } from "./traefik-dynamic.ts";
import { readLabels } from "./traefik-labels.ts";
import type { Backend, Middleware, Router, TlsOption } from "./traefik-parts.ts";
import { type EntryPoint, readStatic, type StaticSettings } from "./traefik-static.ts";

/** What all Traefiks, labels and files of the stack say together. */
export interface Routing {
  readonly routers: readonly Router[];
  readonly backends: readonly Backend[];
  readonly tlsOptions: readonly TlsOption[];
  readonly middlewares: readonly Middleware[];
  readonly entryPoints: readonly EntryPoint[];
  /** One for each Traefik of the stack. */
  readonly statics: readonly StaticSettings[];
  /** False: a file or a flag of Traefik cannot be read here, or Traefik is not part of this stack. */
  readonly complete: boolean;
}

/** Reads routers, backends and TLS options of the whole stack. */
export const readRouting = once((model: StackModel): Routing => {
  const traefiks = model.services.filter(({ system }) => system === "traefik");
  const statics = traefiks.map(readStatic);
  const dynamics = traefiks.map(readDynamicFiles);
  const fromLabels = model.services.map(readLabels);
  return {
    routers: [...fromLabels, ...dynamics].flatMap(({ routers }) => routers),
    backends: [...fromLabels, ...dynamics].flatMap(({ backends }) => backends),
    tlsOptions: dynamics.flatMap(({ tlsOptions }) => tlsOptions),
    middlewares: [...fromLabels, ...dynamics].flatMap(({ middlewares }) => middlewares),
    statics,
    entryPoints: statics.flatMap(({ entryPoints }) => entryPoints),
    complete: traefiks.length > 0 && [...statics, ...dynamics].every(({ complete }) => complete),
  };
});

const backendsByName = once(({ backends }: Routing): ReadonlyMap<string, Backend> => {
  // Of two with one name the first counts here.
  return new Map([...backends].reverse().map((backend) => [backend.name, backend]));
});

/** The backend that a router names; undefined: it names none, or none that is known here. */
export function backendOf({ backend }: Router, routing: Routing): Backend | undefined {
  return backend === undefined ? undefined : backendsByName(routing).get(backend);
}

/** The TLS option that a router asks for: its own, its entry point's, or `default`. */
export function tlsOptionOf(router: Router, routing: Routing): string {
  if (router.tlsOptions !== undefined) return router.tlsOptions;
  return (
    entryPointsOf(router, routing).find(({ tlsOptions }) => tlsOptions !== undefined)?.tlsOptions ?? "default"
  );
}

/** True where the router serves TLS, by its own word or by its entry point's. */
export function servesTls(router: Router, routing: Routing): boolean {
  return router.tls || entryPointsOf(router, routing).some(({ tls }) => tls);
}

/** A router without entry points listens on all default ones. */
export function entryPointsOf(router: Router, routing: Routing): readonly EntryPoint[] {
  if (router.entryPoints.length > 0) {
    return routing.entryPoints.filter(({ name }) => router.entryPoints.includes(name));
  }
  const defaults = routing.entryPoints.filter(({ asDefault }) => asDefault);
  return defaults.length > 0 ? defaults : routing.entryPoints;
}

/** Host names in a rule such as ``Host(`a.example`) && PathPrefix(`/connection`)``, in lower case. */
export function hostsOf({ rule }: Pick<Router, "rule">): readonly string[] {
  const calls = [...(rule ?? "").matchAll(/(?<![A-Za-z])Host\(([^)]*)\)/g)];
  return calls.flatMap((call) =>
    [...(call[1] ?? "").matchAll(/[`'"]([^`'"]+)[`'"]/g)].map((host) => (host[1] ?? "").toLowerCase()),
  );
}

/** True unless the rule limits the router to other paths than `/connection`. */
export function takesWebsockets(router: Router): boolean {
  const paths = [...(router.rule ?? "").matchAll(/(?<![A-Za-z!])Path(?:Prefix|Regexp)?\(\s*[`'"]([^`'"]*)/g)];
  return paths.length === 0 || paths.some((path) => /^\^?\/?$|connection/.test(path[1] ?? ""));
}
