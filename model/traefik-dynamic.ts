import type { MountedFile, Service } from "./model.ts";
import { placesOf } from "./mounted-file.ts";
import { byName } from "./secret.ts";
import { flatten, readDocument } from "./settings-file.ts";
import { qualify } from "./traefik-labels.ts";
import type { Backend, Middleware, Router, TlsOption } from "./traefik-parts.ts";
import { staticPath } from "./traefik-static.ts";
import { clear, known, type Origin } from "./value.ts";

/** What the dynamic files of one Traefik hold. */
export interface DynamicFiles {
  readonly routers: readonly Router[];
  readonly backends: readonly Backend[];
  readonly tlsOptions: readonly TlsOption[];
  readonly middlewares: readonly Middleware[];
  /** False: a dynamic file cannot be read here. */
  readonly complete: boolean;
}

/** Routers, backends and TLS options from the files that a Traefik is given besides its static one. */
export function readDynamicFiles(service: Service): DynamicFiles {
  const files = service.files
    .filter(({ path }) => /\.(ya?ml|toml)$/.test(path) && !staticPath.test(path))
    .map(readDynamicFile);
  return {
    routers: files.flatMap((file) => file?.routers ?? []),
    backends: files.flatMap((file) => file?.backends ?? []),
    tlsOptions: files.flatMap((file) => file?.tlsOptions ?? []),
    middlewares: files.flatMap((file) => file?.middlewares ?? []),
    complete: service.filesComplete && files.every((file) => file !== undefined),
  };
}

function readDynamicFile(file: MountedFile): Omit<DynamicFiles, "complete"> | undefined {
  const { content, path, origin } = file;
  const text = clear(content);
  const document = text === undefined || path.endsWith(".toml") ? undefined : readDocument(text);
  if (document === undefined) return undefined;
  const places = placesOf(file);
  const place = (what: string, key: string): Origin => ({
    ...origin,
    label: `${what} in ${origin.label}`,
    ...places.get(key),
  });
  return {
    routers: members(document, "http", "routers").map(([name, router]) => ({
      name: qualify(name, "file"),
      rule: string(child(router, "rule")),
      entryPoints: strings(child(router, "entryPoints")).map((entryPoint) => entryPoint.toLowerCase()),
      tls: child(router, "tls") !== undefined,
      tlsOptions: qualified(child(child(router, "tls"), "options")),
      tlsOptionsOrigin: undefined,
      certResolver: string(child(child(router, "tls"), "certResolver")),
      backend: qualified(child(router, "service")),
      middlewares: strings(child(router, "middlewares")).map((middleware) => qualify(middleware, "file")),
      service: undefined,
      origin: place(`router ${name}`, `http.routers.${name}`),
    })),
    backends: members(document, "http", "services").map(([name, backend]) => {
      const servers = child(child(backend, "loadBalancer"), "servers");
      const urls = (Array.isArray(servers) ? servers : []).map(
        (server: unknown) => string(child(server, "url")) ?? "",
      );
      return {
        name: qualify(name, "file"),
        schemes: urls.flatMap((url) => {
          const scheme = /^([a-z0-9]+):\/\//i.exec(url)?.[1]?.toLowerCase();
          return scheme === undefined
            ? []
            : [{ scheme, origin: place(`service ${name}`, `http.services.${name}`) }];
        }),
        hosts: urls.flatMap((url) => /^[a-z0-9]+:\/\/([^:/]+)/i.exec(url)?.[1]?.toLowerCase() ?? []),
        ports: urls.flatMap((url) => Number(/^[a-z0-9]+:\/\/[^:/]+:(\d+)/i.exec(url)?.[1] ?? 80)),
      };
    }),
    tlsOptions: members(document, "tls", "options").map(([name, option]) => {
      const alpn = child(option, "alpnProtocols");
      const at = place(`tls.options.${name}`, `tls.options.${name}`);
      const list = { ...at, ...places.get(`tls.options.${name}.alpnProtocols`) };
      return {
        name: qualify(name, "file"),
        alpn: alpn === undefined ? undefined : known(strings(alpn), list),
        origin: at,
      };
    }),
    middlewares: members(document, "http", "middlewares").flatMap(([name, middleware]) =>
      members(middleware).map(([kind, options]): Middleware => {
        const origin = place(`middleware ${name}`, `http.middlewares.${name}`);
        const texts = [...(flatten(options) ?? [])];
        return {
          name: qualify(name, "file"),
          kind: kind.toLowerCase(),
          options: new Map(texts.map(([key, text]) => [key.toLowerCase(), byName(key, text, origin)])),
          service: undefined,
          origin,
        };
      }),
    ),
  };
}

function qualified(value: unknown): string | undefined {
  const name = string(value);
  return name === undefined ? undefined : qualify(name, "file");
}

function members(document: unknown, ...path: readonly string[]): [string, unknown][] {
  const object = path.reduce(child, document);
  return typeof object === "object" && object !== null ? Object.entries(object) : [];
}

/** Traefik takes keys in any case. */
function child(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const found = Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return found?.[1];
}

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
