import { hostsOf, type Routing, readRouting, servesTls, tlsOptionOf } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds hosts whose TLS options Traefik drops. */
export const useOneTlsOptionPerHost: Rule = {
  id: "use-one-tls-option-per-host",
  title: "All routers of a host share one TLS option",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Traefik serves that host with its default TLS option instead of the ones that the routers name, and says so only in its log.",
  fix: "Give every router of that host the same `tls.options`, on all services and in all files.",
  source: "Traefik pkg/server/aggregator.go, findConflictingRouters",
  proof: "observed",
  since: "0.1.0",
  check: (model) => {
    const routing = readRouting(model);
    const groups = new Map<string, Router[]>();
    for (const router of routing.routers.filter((candidate) => servesTls(candidate, routing))) {
      for (const key of placesOf(router, routing)) groups.set(key, [...(groups.get(key) ?? []), router]);
    }
    const seen = new Set<string>();
    return [...groups].flatMap(([key, routers]) => {
      const host = key.split(" ")[1] ?? "";
      // One host on two entry points is one mistake.
      if (seen.has(host)) return [];
      const observations = checkGroup(host, routers, routing);
      if (observations.length > 0) seen.add(host);
      return observations;
    });
  },
};

function checkGroup(host: string, routers: readonly Router[], routing: Routing): Observation[] {
  const options = new Set(routers.map((router) => tlsOptionOf(router, routing)));
  const first = routers[0];
  if (options.size < 2 || first === undefined) return [];
  const list = routers
    .map((router) => `${router.name} (${showWord(tlsOptionOf(router, routing), "…")})`)
    .join(", ");
  const message = `Host ${showWord(host, "…")} is served by routers with different TLS options: ${list}.`;
  return [violation(first.service?.name ?? "", first.origin, message)];
}

/** `entry point` and `host` pairs that a router serves; `*` where its entry points are not known. */
function placesOf(router: Router, { entryPoints }: Routing): string[] {
  const defaults = entryPoints.filter(({ asDefault }) => asDefault);
  const all = (defaults.length > 0 ? defaults : entryPoints).map(({ name }) => name);
  const names = router.entryPoints.length > 0 ? router.entryPoints : all.length > 0 ? all : ["*"];
  return names.flatMap((name) => hostsOf(router).map((host) => `${name} ${host}`));
}
