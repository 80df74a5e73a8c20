import type { StackModel } from "../model/model.ts";
import { readRouting } from "../model/traefik.ts";
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
  const defined = readRouting(model).middlewares;
  const found = middlewares.map((wanted) => defined.find(({ name }) => name === wanted)?.kind);
  if (found.some((kind) => kind !== undefined && guards.has(kind))) return true;
  return found.some((kind) => kind === undefined || opaque.has(kind)) ? undefined : false;
}
