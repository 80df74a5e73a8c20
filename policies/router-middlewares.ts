import { entryPointsOf, type Routing } from "../model/traefik.ts";
import { qualify } from "../model/traefik-labels.ts";
import type { Middleware, Router } from "../model/traefik-parts.ts";
import { listOf } from "./static-settings.ts";

/** What a request passes before it reaches the backend of a router. */
export interface RouterMiddlewares {
  /** Chains are taken apart. */
  readonly middlewares: readonly Middleware[];
  /** Names of middlewares that are not defined here. */
  readonly unknown: readonly string[];
}

/** The middlewares of a router and of its entry points. */
export function middlewaresBefore(router: Router, routing: Routing): RouterMiddlewares {
  const names = [...fromEntryPoints(router, routing), ...router.middlewares];
  const leaves = [...new Set(names)].flatMap((name) => leavesOf(name, routing, []));
  return {
    middlewares: leaves.flatMap((leaf) => (typeof leaf === "string" ? [] : [leaf])),
    unknown: leaves.filter((leaf) => typeof leaf === "string"),
  };
}

function fromEntryPoints(router: Router, routing: Routing): readonly string[] {
  return entryPointsOf(router, routing).flatMap(({ name }) =>
    routing.statics.flatMap(({ settings }) =>
      listOf(settings.get(`entrypoints.${name}.http.middlewares`)).map((item) => qualify(item, "file")),
    ),
  );
}

/** The middlewares behind a name; the name itself where it is not defined here. A chain may name itself. */
function leavesOf(
  name: string,
  routing: Routing,
  above: readonly string[],
): readonly (Middleware | string)[] {
  if (above.includes(name)) return [];
  const found = routing.middlewares.filter((middleware) => middleware.name === name);
  if (found.length === 0) return [name];
  return found.flatMap((middleware): readonly (Middleware | string)[] => {
    if (middleware.kind !== "chain") return [middleware];
    const provider = name.slice(name.indexOf("@") + 1);
    return listOf(middleware.options.get("middlewares")).flatMap((item) =>
      leavesOf(qualify(item, provider), routing, [...above, name]),
    );
  });
}
