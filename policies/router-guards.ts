import type { StackModel } from "../model/model.ts";
import { qualify } from "../model/traefik-labels.ts";
import type { Router } from "../model/traefik-parts.ts";

/** Middlewares that turn strangers away. */
const guards: ReadonlySet<string> = new Set([
  "basicauth",
  "digestauth",
  "forwardauth",
  "ipallowlist",
  "ipwhitelist",
]);

/** What may hold a guard that is not seen here. */
const opaque: ReadonlySet<string> = new Set(["chain", "plugin"]);

/** True where a middleware of the router turns strangers away; undefined: one of them is not known here. */
export function isGuarded({ middlewares }: Router, model: StackModel): boolean | undefined {
  const kinds = kindsByName(model);
  const found = middlewares.map((name) => kinds.get(name));
  if (found.some((kind) => kind !== undefined && guards.has(kind))) return true;
  return found.some((kind) => kind === undefined || opaque.has(kind)) ? undefined : false;
}

/** Middlewares that labels define; the ones of a file are not read. */
function kindsByName({ services }: StackModel): ReadonlyMap<string, string> {
  const keys = services.flatMap(({ labels }) => [...labels.keys()]);
  return new Map(
    keys.flatMap((key) => {
      const [, name, kind] = /^traefik\.http\.middlewares\.([^.]+)\.([^.]+)/.exec(key.toLowerCase()) ?? [];
      return name === undefined || kind === undefined ? [] : [[qualify(name, "swarm"), kind] as const];
    }),
  );
}
