import { isTrue } from "./boolean.ts";
import type { Service } from "./model.ts";
import type { Backend, Middleware, Router } from "./traefik-parts.ts";
import { clear, type Origin, type Value } from "./value.ts";

const provider = "swarm";

/** Routers and backends from the labels of one Swarm service, as Traefik's Swarm provider reads them. */
export function readLabels(service: Service): {
  routers: readonly Router[];
  backends: readonly Backend[];
  middlewares: readonly Middleware[];
} {
  const labels = new Map([...service.labels].map(([key, value]) => [key.toLowerCase(), value]));
  const read = (key: string): string | undefined => clear(labels.get(key.toLowerCase()));
  if (read("traefik.enable") === "false") return { routers: [], backends: [], middlewares: [] };

  const backendNames = namesIn(labels, /^traefik\.http\.services\.([^.]+)\./);
  const backends = backendNames.map((name): Backend => {
    const key = `traefik.http.services.${name}.loadbalancer.server.scheme`;
    const scheme = read(key);
    const origin: Origin = labels.get(key)?.origin ?? service.origin;
    const port = read(`traefik.http.services.${name}.loadbalancer.server.port`) ?? "";
    return {
      name: qualify(name, provider),
      schemes: scheme === undefined ? [] : [{ scheme: scheme.toLowerCase(), origin }],
      hosts: [service.name.toLowerCase()],
      ports: /^\d+$/.test(port) ? [Number(port)] : [],
    };
  });
  const routers = namesIn(labels, /^traefik\.http\.routers\.([^.]+)\./).map((name): Router => {
    const start = `traefik.http.routers.${name}.`;
    // A router without a service takes the only one that the labels define.
    const backend = read(`${start}service`) ?? (backendNames.length === 1 ? backendNames[0] : undefined);
    const options = read(`${start}tls.options`);
    return {
      name: qualify(name, provider),
      rule: read(`${start}rule`),
      entryPoints: splitList(read(`${start}entrypoints`)),
      tls:
        isTrue(labels.get(`${start}tls`)) || [...labels.keys()].some((key) => key.startsWith(`${start}tls.`)),
      tlsOptions: options === undefined ? undefined : qualify(options, provider),
      tlsOptionsOrigin: labels.get(`${start}tls.options`)?.origin,
      certResolver: read(`${start}tls.certresolver`),
      backend: backend === undefined ? undefined : qualify(backend, provider),
      middlewares: splitList(read(`${start}middlewares`)).map((middleware) => qualify(middleware, provider)),
      service,
      origin: labels.get(`${start}rule`)?.origin ?? service.origin,
    };
  });
  return { routers, backends, middlewares: readMiddlewares(service, labels) };
}

/** One for each name and kind: `traefik.http.middlewares.<name>.<kind>.<option>`. */
function readMiddlewares(
  service: Service,
  labels: ReadonlyMap<string, Value<string>>,
): readonly Middleware[] {
  const found = new Map<string, Middleware & { options: Map<string, Value<string>> }>();
  for (const [key, value] of labels) {
    const match = /^traefik\.http\.middlewares\.([^.]+)\.([^.]+)(?:\.(.+))?$/.exec(key);
    const [, name, kind, option] = match ?? [];
    if (name === undefined || kind === undefined) continue;
    const id = `${name}.${kind}`;
    const middleware = found.get(id) ?? {
      name: qualify(name, provider),
      kind,
      options: new Map(),
      service,
      origin: value.origin,
    };
    if (option !== undefined) middleware.options.set(option, value);
    found.set(id, middleware);
  }
  return [...found.values()];
}

/** `ws` from the Swarm provider is `ws@swarm`; `default` is Traefik's own and the same everywhere. */
export function qualify(name: string, from: string): string {
  const lower = name.toLowerCase();
  return lower.includes("@") || lower === "default" ? lower : `${lower}@${from}`;
}

/** A list separated by commas, in lower case, without empty items. */
export function splitList(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== "");
}

function namesIn(labels: ReadonlyMap<string, unknown>, pattern: RegExp): string[] {
  return [...new Set([...labels.keys()].flatMap((key) => pattern.exec(key)?.[1] ?? []))];
}
